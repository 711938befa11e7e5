import {
  all,
  callFields,
  contents,
  messageFields,
  names,
  noBlank,
  openAiPairs,
  pairs,
  plainFields,
  refuses,
  soundArguments,
  toolNames,
} from './parts/checks.ts';
import { json, listOf } from './parts/http.ts';
import { statelessResponses } from './parts/responses.ts';
import { errorEvent, streamIn, whole } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'grok-4.6';

/** The API names parameters as its own protocol does. */
const unsupported = (parameter: string): Complaint => ({
  message: `Model ${model} does not support parameter ${parameter}.`,
});

const malformed = (at: number, what: string): Complaint => ({
  status: 422,
  message: `Failed to deserialize the JSON body into the target type: messages[${String(at)}]: ${what}`,
});

/** xAI with a model that reasons. */
export const xai: Profile = {
  name: 'xAI',
  sources: [
    {
      where: 'xai-text',
      date: '2026-02-11',
      about: 'the stream; its count leaves the reasoning out of the completion',
    },
    {
      where: 'https://github.com/miaoxworld/NativeTavern/issues/83',
      date: '2026-09-15',
      about: 'parameters that grok-4.6 does not support',
    },
    {
      where: 'https://github.com/yym68686/uni-api/issues/105',
      date: '2025-04-24',
      about: 'the form of errors: `code` and `error` are texts',
    },
    {
      where: 'https://github.com/Wei-Shaw/sub2api/issues/4301',
      date: '2026-07-14',
      about: 'its newer codes, also of the Responses API',
    },
    {
      where: 'https://github.com/cline/cline/issues/4826',
      date: '2025-07-11',
      about: 'the rate limit, which names no time',
    },
    {
      where: 'https://github.com/Wei-Shaw/sub2api/pull/5359',
      date: '2026-08-07',
      about: 'a question that is refused for itself, with 403',
    },
    {
      where: 'https://github.com/chenyme/grok2api/issues/219',
      date: '2026-02-23',
      about: 'calls come whole, after docs.x.ai, which was not in reach',
    },
  ],
  address: 'https://api.x.ai/v1',
  keyHeader: 'authorization',
  model,
  takes: { tools: true, images: true },
  reasoning: 'shown',
  counts: ['reasoning', 'cached'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    messageFields(
      { ...plainFields, assistant: names('role content tool_calls reasoning_content') },
      (at, _role, field) => malformed(at, `unknown field \`${field}\``),
    ),
    callFields(names('id type function index'), (at, _call, field) =>
      malformed(at, `unknown field \`${field}\``),
    ),
    contents(names('text image_url'), (at) =>
      malformed(at, 'data did not match any variant of untagged enum Content'),
    ),
    noBlank(() => ({ message: 'Each message must have at least one content element.' })),
    pairs(openAiPairs),
    soundArguments((at) => malformed(at, 'invalid function arguments')),
    toolNames(/^[a-zA-Z0-9_-]{1,64}$/, (_place, name) => ({
      message: `Invalid function name: ${name}`,
    })),
    refuses(
      'presence_penalty',
      () => true,
      () => unsupported('presencePenalty'),
    ),
    refuses(
      'frequency_penalty',
      () => true,
      () => unsupported('frequencyPenalty'),
    ),
    refuses(
      'stop',
      () => true,
      () => unsupported('stop'),
    ),
  ),
  checkResponse: statelessResponses,
  error: ({ message, status = 400, code = 'invalid-argument', headers }) =>
    json(status, { code, error: message }, headers),
  nowhere: () => json(404, { code: 'not-found', error: 'The requested resource was not found.' }),
  stream: streamIn({
    first: { role: 'assistant', reasoning_content: '' },
    reasoning: (reasoning_content) => ({ reasoning_content }),
    callId: (number) => `call_${String(number).padStart(8, '0')}`,
    calls: whole,
    usage: 'own',
    count: ({ prompt, completion, reasoning, cached }) => ({
      prompt_tokens: prompt,
      completion_tokens: completion - reasoning,
      total_tokens: prompt + completion,
      prompt_tokens_details: { text_tokens: prompt, image_tokens: 0, cached_tokens: cached },
      completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: 0 },
      num_sources_used: 0,
    }),
    chunk: (chunk) => ({ ...chunk, system_fingerprint: 'fp_2a885414fb' }),
    broken: () => [errorEvent('The service is currently unavailable.')],
  }),
  models: listOf([model, 'grok-imagine-image-quality'], { owned_by: 'xai' }),
  wrongKey: {
    status: 400,
    message:
      'Incorrect API key provided: xa***ng. You can obtain an API key from https://console.x.ai.',
  },
  busy: {
    status: 429,
    message: `Too many tokens for team 00000000 and model ${model}. Your team's rate limit is — Tokens per Minute (actual/limit): 65605/16000.`,
    code: 'resource-exhausted',
  },
  filter: {
    status: 403,
    message: 'Content violates usage guidelines. ',
    code: 'permission-denied',
  },
  parameters: {
    set: { temperature: 0.2, presencePenalty: 0.5, stop: ['END'], maxOutputTokens: 500 },
    refusals: 2,
    sent: { temperature: 0.2, max_tokens: 500 },
    left: ['presence_penalty', 'stop'],
  },
};
