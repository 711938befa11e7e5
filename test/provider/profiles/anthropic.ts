import type { ChatRequestBody } from '../behaviour.ts';
import { repeatedId, type FamilyMessage } from '../strict-families.ts';
import {
  all,
  contents,
  messageFields,
  names,
  noBlank,
  pairs,
  plainFields,
  refuses,
  soundArguments,
  toolNames,
} from './parts/checks.ts';
import { json, listOf } from './parts/http.ts';
import { messagesOf } from './parts/messages.ts';
import { streamIn } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

function uniqueIds(body: ChatRequestBody): Complaint | null {
  const messages = messagesOf(body) as readonly unknown[] as readonly FamilyMessage[];
  const message = repeatedId(messages);
  return message === null ? null : { message: `messages: ${message}` };
}

/** What belongs to system messages is moved to the front; the rest begins with the person. */
function firstIsUser(body: ChatRequestBody): Complaint | null {
  const first = messagesOf(body).find(({ role }) => role !== 'system')?.role;
  return first === 'user' ? null : { message: 'messages: first message must use the "user" role' };
}

/** Models since Claude 4.6 take no answer that is begun for them. */
function noPrefill(body: ChatRequestBody): Complaint | null {
  return messagesOf(body).at(-1)?.role === 'assistant'
    ? {
        message:
          'This model does not support assistant message prefill. The conversation must end with a user message.',
      }
    : null;
}

/** Anthropic's OpenAI-compatible endpoint, which ignores in silence what it does not know. */
export const anthropic: Profile = {
  name: 'Anthropic',
  sources: [
    {
      where: 'https://platform.claude.com/docs/en/api/openai-sdk',
      date: '2026-11-29',
      about:
        'fields that are used, ignored or capped; system messages are joined at the start; no thoughts',
    },
    {
      where: 'https://github.com/anthropics/claude-code/issues/59812',
      date: '2026-05-16',
      about: 'empty content, and the form of errors',
    },
    {
      where: 'https://github.com/letta-ai/letta/issues/3273',
      date: '2026-11-29',
      about: 'calls without results, and repeated ids',
    },
    {
      where: 'https://github.com/danielmiessler/Fabric/issues/1140',
      date: '2024-11-16',
      about: 'wrong paths',
    },
    {
      where: 'test/main/wire/refused-parameters.test.ts',
      date: '2026-11-29',
      about: 'temperature and top_p together',
    },
  ],
  address: 'https://api.anthropic.com/v1',
  keyHeader: 'authorization',
  model: 'claude-opus-5-5',
  takes: { tools: true, images: true },
  reasoning: null,
  counts: [],
  lessons: { plain: 0, tools: 0 },
  check: all(
    // Fields of messages are ignored too; the strict ones keep the client honest.
    messageFields(plainFields, (at, _role, field) => ({
      message: `messages.${String(at)}.${field}: Extra inputs are not permitted`,
    })),
    contents(names('text image_url'), (at) => ({
      message: `messages.${String(at)}.content: Input should be a valid string`,
    })),
    noBlank(() => ({ message: 'messages: text content blocks must be non-empty' })),
    firstIsUser,
    noPrefill,
    pairs({
      unanswered: (at, ids) => ({
        message: `messages.${String(at)}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      }),
      orphan: (at, id) => ({
        message: `messages.${String(at)}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      }),
    }),
    uniqueIds,
    soundArguments((at) => ({
      message: `messages.${String(at)}.content.0.tool_use.input: Input should be a valid dictionary`,
    })),
    toolNames(/^[a-zA-Z0-9_-]{1,128}$/, (place) => ({
      message: `${place}: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`,
    })),
    refuses(
      'top_p',
      (_value, body) => body['temperature'] !== undefined,
      () => ({
        message:
          '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
      }),
    ),
  ),
  checkResponse: null,
  error: ({ message, status = 400, headers }) => {
    const type =
      status === 429
        ? 'rate_limit_error'
        : status === 401
          ? 'authentication_error'
          : 'invalid_request_error';
    return json(
      status,
      { type: 'error', error: { type, message }, request_id: 'req_011C' },
      headers,
    );
  },
  nowhere: () =>
    json(404, { type: 'error', error: { type: 'not_found_error', message: 'Not Found' } }),
  stream: streamIn({
    callId: (number) => `toolu_${String(number).padStart(24, '0')}`,
    usage: 'asked',
    count: ({ prompt, completion }) => ({
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    }),
    broken: () => [
      {
        kind: 'event',
        name: 'error',
        data: JSON.stringify({
          type: 'error',
          error: { type: 'overloaded_error', message: 'Overloaded' },
        }),
      },
    ],
  }),
  models: listOf(['claude-opus-5-5', 'claude-haiku-5-5'], { owned_by: 'anthropic' }),
  wrongKey: { status: 401, message: 'invalid x-api-key' },
  busy: {
    status: 429,
    message:
      "This request would exceed your organization's rate limit of 50,000 input tokens per minute.",
    headers: {
      'retry-after': '42',
      'anthropic-ratelimit-input-tokens-remaining': '0',
    },
  },
  filter: null,
  parameters: {
    set: { temperature: 1.5, topP: 0.9, topK: 40, seed: 7, reasoningEffort: 'low' },
    refusals: 1,
    sent: { temperature: 1.5, top_k: 40, seed: 7, reasoning_effort: 'low' },
    left: ['top_p'],
  },
};
