import type { ChatRequestBody } from '../behaviour.ts';
import { deepSeekProblem, type FamilyMessage } from '../strict-families.ts';
import {
  all,
  alternating,
  callFields,
  contents,
  messageFields,
  names,
  openAiName,
  openAiPairs,
  pairs,
  plainCall,
  plainFields,
  refuses,
  soundArguments,
  toolNames,
} from './parts/checks.ts';
import { listOf, openAiError } from './parts/http.ts';
import { messagesOf } from './parts/messages.ts';
import { statelessResponses } from './parts/responses.ts';
import { streamIn } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

/** The thoughts of a turn with calls come back with each of its messages. */
function thoughts(body: ChatRequestBody): Complaint | null {
  const messages = messagesOf(body) as readonly unknown[] as readonly FamilyMessage[];
  const message = deepSeekProblem(messages);
  return message === null ? null : { message };
}

const undeserializable = (what: string): Complaint => ({
  message: `Failed to deserialize the JSON body into the target type: ${what}`,
});

/** DeepSeek in thinking mode. */
export const deepseek: Profile = {
  name: 'DeepSeek',
  sources: [
    { where: 'deepseek-reasoning', date: '2025-12-02', about: 'the stream and its count' },
    { where: 'deepseek-tool-call', date: '2025-12-02', about: 'calls in pieces' },
    {
      where: 'https://api-docs.deepseek.com/guides/thinking_mode',
      date: '2026-11-29',
      about: 'reasoning_content goes back in turns with calls; see strict-families.ts',
    },
    {
      where: 'https://github.com/esengine/DeepSeek-Reasonix/issues/7859',
      date: '2026-08-07',
      about: 'pictures are refused',
    },
    {
      where: 'https://github.com/tailcallhq/forgecode/issues/2008',
      date: '2025-11-27',
      about: 'the form of errors',
    },
    {
      where: 'https://github.com/666ghj/BettaFish/issues/691',
      date: '2026-06-12',
      about: 'a question that is refused for itself',
    },
    {
      where: 'https://github.com/HKUDS/nanobot/pull/5197',
      date: '2026-07-31',
      about: 'the Responses API: stateless, with reasoning in plain text',
    },
    {
      where: 'test/main/wire/refusals/seen.json',
      date: '2026-11-29',
      about: 'messages that follow each other',
    },
  ],
  address: 'https://api.deepseek.com/v1',
  keyHeader: 'authorization',
  model: 'deepseek-v4-flash',
  takes: { tools: true, images: false },
  reasoning: 'shown',
  counts: ['reasoning', 'cached'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    messageFields(
      { ...plainFields, assistant: names('role content tool_calls reasoning_content prefix') },
      (at, _role, field) => undeserializable(`messages[${String(at)}]: unknown field \`${field}\``),
    ),
    callFields(plainCall, (at, _call, field) =>
      undeserializable(`messages[${String(at)}]: unknown field \`${field}\``),
    ),
    contents(['text'], (at) =>
      undeserializable(
        `messages[${String(at)}]: unknown variant \`image_url\`, expected \`text\` at line 1 column 286`,
      ),
    ),
    alternating((at) => ({
      message: `deepseek-reasoner does not support successive user or assistant messages (messages[${String(at - 1)}] and messages[${String(at)}] in your input). You should interleave the user/assistant messages in the message sequence.`,
    })),
    pairs(openAiPairs),
    soundArguments((at) => undeserializable(`messages[${String(at)}]: invalid arguments`)),
    toolNames(/^[a-zA-Z0-9_-]{1,64}$/, (place) => ({ message: openAiName(place).message })),
    thoughts,
    refuses(
      'top_p',
      (value) => Number(value) <= 0 || Number(value) > 1,
      () => ({ message: 'Invalid top_p value, the valid range of top_p is (0, 1.0]' }),
    ),
  ),
  checkResponse: statelessResponses,
  error: (complaint) => openAiError({ code: 'invalid_request_error', ...complaint }),
  nowhere: () => openAiError({ status: 404, message: 'Not Found' }),
  stream: streamIn({
    first: { role: 'assistant', content: null, reasoning_content: '' },
    reasoning: (reasoning_content) => ({ content: null, reasoning_content }),
    text: (content) => ({ content, reasoning_content: null }),
    callId: (number) => `call_00_${String(number).padStart(20, 'x')}`,
    usage: 'last',
    last: { content: '', reasoning_content: null },
    count: ({ prompt, completion, reasoning, cached }) => ({
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      prompt_tokens_details: { cached_tokens: cached },
      completion_tokens_details: { reasoning_tokens: reasoning },
      prompt_cache_hit_tokens: cached,
      prompt_cache_miss_tokens: prompt - cached,
    }),
    chunk: (chunk) => ({ usage: null, ...chunk }),
    before: () => [
      { kind: 'bytes', bytes: ': keep-alive\n\n' },
      { kind: 'bytes', bytes: ': keep-alive\n\n' },
    ],
    broken: (make) => [
      { kind: 'chunk', chunk: make.chunk({}, 'insufficient_system_resource') },
      { kind: 'done' },
    ],
  }),
  models: listOf(['deepseek-v4-flash', 'deepseek-v4-pro'], { owned_by: 'deepseek' }),
  wrongKey: {
    status: 401,
    message: 'Authentication Fails, Your api key: ****rong is invalid',
  },
  busy: {
    status: 503,
    message:
      'Service is too busy. We advise users to temporarily switch to alternative LLM API service providers.',
    code: 'service_unavailable_error',
  },
  filter: { message: 'Content Exists Risk' },
  parameters: {
    set: { temperature: 0.2, topP: 0, frequencyPenalty: 0.5, maxOutputTokens: 500 },
    refusals: 1,
    sent: { temperature: 0.2, frequency_penalty: 0.5, max_tokens: 500 },
    left: ['top_p'],
  },
};
