import type { ChatRequestBody } from '../behaviour.ts';
import {
  all,
  callFields,
  contents,
  messageFields,
  names,
  openAiPairs,
  pairs,
  plainCall,
  plainFields,
  refuses,
  soundArguments,
  toolNames,
} from './parts/checks.ts';
import { json } from './parts/http.ts';
import { isObject, messagesOf } from './parts/messages.ts';
import { statelessResponses } from './parts/responses.ts';
import { inPieces, streamIn, usageOf } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'anthropic/claude-sonnet-5';

/** A complaint of the provider behind it, which it passes on as text. */
const upstream = (message: string, param: string): Complaint => ({
  message,
  param,
  code: 'upstream',
});

/** Blocks that Anthropic signed come back unchanged, or not at all. */
function blocks(body: ChatRequestBody): Complaint | null {
  for (const message of messagesOf(body)) {
    const details = message['reasoning_details'];
    if (details === undefined) continue;
    const isSound =
      Array.isArray(details) &&
      details.every(
        (block) => isObject(block) && String(block['signature']).endsWith(`by ${body.model ?? ''}`),
      );
    if (!isSound)
      return upstream('messages.1.content.0: Invalid `signature` in `thinking` block', '');
  }
  return null;
}

/** OpenRouter with a model of Anthropic. */
export const openrouter: Profile = {
  name: 'OpenRouter',
  sources: [
    {
      where: 'https://openrouter.ai/docs/api/reference/streaming',
      date: '2026-11-29',
      about: 'comments while it waits, and errors in mid-stream',
    },
    {
      where: 'https://openrouter.ai/docs/api/reference/errors-and-debugging',
      date: '2026-11-29',
      about: 'the form of errors, and their codes',
    },
    {
      where: 'https://github.com/OpenRouterTeam/ai-sdk-provider/issues/50',
      date: '2025-04-20',
      about: 'a refusal of the provider behind it, as text in `metadata.raw`',
    },
    {
      where: 'https://github.com/Effect-TS/effect/pull/6117',
      date: '2026-03-08',
      about: 'the count in a chunk of its own, asked for or not',
    },
    {
      where: 'test/main/wire/opaque-loop.test.ts',
      date: '2026-11-29',
      about: 'reasoning_details',
    },
    {
      where: 'test/main/wire/refusals/seen.json',
      date: '2026-11-29',
      about: 'the rate limit of a provider',
    },
  ],
  address: 'https://openrouter.ai/api/v1',
  keyHeader: 'authorization',
  model,
  takes: { tools: true, images: true },
  reasoning: 'shown',
  counts: ['reasoning', 'cached', 'cost'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    messageFields(
      { ...plainFields, assistant: names('role content tool_calls reasoning reasoning_details') },
      (at, _role, field) => ({ message: `Unrecognized key: "${field}" at messages.${String(at)}` }),
    ),
    callFields(plainCall, (at, call, field) => ({
      message: `Unrecognized key: "${field}" at messages.${String(at)}.tool_calls.${String(call)}`,
    })),
    contents(names('text image_url input_audio file'), (at) => ({
      message: `Invalid input at messages.${String(at)}.content`,
    })),
    pairs(openAiPairs),
    soundArguments((at) =>
      upstream(`messages.${String(at)}: tool_use.input: not a dictionary`, ''),
    ),
    toolNames(/^[a-zA-Z0-9_-]{1,128}$/, (place) =>
      upstream(`${place}: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`, ''),
    ),
    blocks,
    refuses(
      'temperature',
      (value) => value !== 1,
      () =>
        upstream(
          "Unsupported parameter: 'temperature' is not supported with this model.",
          'temperature',
        ),
    ),
  ),
  checkResponse: statelessResponses,
  error({ message, status = 400, code, param, headers }) {
    const userId = { user_id: 'user_2vSf' };
    if (code !== 'upstream')
      return json(status, { error: { message, code: status }, ...userId }, headers);
    const raw =
      status === 429
        ? message
        : JSON.stringify({ error: { message, type: 'invalid_request_error', param, code: null } });
    const metadata = { raw, provider_name: 'Anthropic', is_byok: false };
    const error = { message: 'Provider returned error', code: status, metadata };
    return json(status, { error, ...userId }, headers);
  },
  nowhere: () => json(404, { error: { message: 'Not Found', code: 404 } }),
  stream: streamIn({
    each: { role: 'assistant' },
    reasoning: (text, at) => ({
      content: '',
      reasoning: text,
      reasoning_details: [
        { type: 'reasoning.text', text, format: 'anthropic-claude-v1', index: 0 },
        // The signature comes with a piece of its own; here the first one is enough.
        ...(at > 0
          ? []
          : [
              {
                type: 'reasoning.text',
                signature: `signed by ${model}`,
                format: 'anthropic-claude-v1',
                index: 0,
              },
            ]),
      ],
    }),
    callId: (number) => `toolu_vrtx_${String(number).padStart(16, '0')}`,
    calls: inPieces,
    usage: 'own',
    count: (all) => ({
      ...usageOf(all, ['reasoning', 'cached']),
      cost: all.cost,
      is_byok: false,
    }),
    chunk: (chunk) => ({ provider: 'Anthropic', ...chunk }),
    before: () => [
      { kind: 'bytes', bytes: ': OPENROUTER PROCESSING\n\n' },
      { kind: 'bytes', bytes: ': OPENROUTER PROCESSING\n\n' },
    ],
    broken: (make) => [
      {
        kind: 'chunk',
        chunk: {
          ...make.chunk({ content: '' }, 'error'),
          error: { code: 502, message: 'Provider disconnected unexpectedly' },
        },
      },
    ],
  }),
  models: json(200, {
    data: [
      {
        id: model,
        name: 'Anthropic: Claude Sonnet 5',
        created: 1_780_000_000,
        context_length: 1_000_000,
        architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
        pricing: { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.0000003' },
        supported_parameters: ['max_tokens', 'tools', 'reasoning'],
        top_provider: { context_length: 1_000_000, max_completion_tokens: 64_000 },
      },
    ],
  }),
  wrongKey: { status: 401, message: 'User not found.' },
  busy: {
    status: 429,
    message: `${model} is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits`,
    code: 'upstream',
    headers: { 'retry-after': '15' },
  },
  filter: {
    status: 403,
    message: 'Your chosen model requires moderation and your input was flagged for: violence',
  },
  parameters: {
    set: { temperature: 0.2, topK: 40, seed: 7, maxOutputTokens: 500 },
    refusals: 1,
    sent: { top_k: 40, seed: 7, max_tokens: 500 },
    left: ['temperature'],
  },
};
