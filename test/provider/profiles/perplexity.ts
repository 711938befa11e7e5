import {
  all,
  alternating,
  bodyFields,
  contents,
  lastOf,
  messageFields,
  names,
  plainFields,
  refuses,
  systemFirst,
} from './parts/checks.ts';
import { json } from './parts/http.ts';
import { streamIn } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const sources = [
  { title: 'On harbours', url: 'https://example.org/harbours', date: '2026-01-01', snippet: 'A' },
  { title: 'On ships', url: 'https://example.org/ships', date: '2026-02-01', snippet: 'B' },
];

const alternate: Complaint = {
  message:
    'After the (optional) system message(s), user or tool message(s) should alternate with assistant message(s).',
  code: 'invalid_message',
};

const atBody = (...messages: readonly string[]): Complaint => ({
  message: JSON.stringify(messages.map((message) => `At body -> ${message}`)),
  code: 'bad_request',
});

/** Perplexity's Sonar, which searches and thinks, and calls no tools of others. */
export const perplexity: Profile = {
  name: 'Perplexity',
  sources: [
    {
      where: 'https://docs.perplexity.ai/docs/sonar/openai-compatibility',
      date: '2026-11-29',
      about: 'the address, and the standard parameters',
    },
    {
      where:
        'github.com/perplexityai/perplexity-node, 0402590, completions.ts, chat.ts and shared.ts',
      date: '2026-11-29',
      about: 'values of reasoning_effort; search_results, usage and its cost in chunks',
    },
    {
      where: 'https://github.com/bieniu/ha-perplexity/issues/117',
      date: '2026-04-01',
      about: 'the order of messages, in words and in form',
    },
    {
      where: 'https://github.com/567-labs/instructor/issues/1005',
      date: '2024-09-18',
      about: 'how values are refused',
    },
    {
      where: 'https://github.com/Mintplex-Labs/anything-llm/issues/1990',
      date: '2024-07-28',
      about: 'there is no list of models',
    },
    {
      where: 'what becomes of `tools`, the last role, the rate limit',
      date: '2026-11-29',
      about: 'not looked up: taken as ignored, refused, and told in OpenAI’s form',
    },
  ],
  address: 'https://api.perplexity.ai',
  keyHeader: 'authorization',
  model: 'sonar-reasoning-pro',
  takes: { tools: false, images: true },
  reasoning: 'shown',
  counts: ['cost'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    bodyFields(
      names(
        'model messages stream stream_options stream_mode temperature top_p top_k max_tokens stop presence_penalty frequency_penalty response_format reasoning_effort tools tool_choice disable_search enable_search_classifier return_images return_related_questions search_mode search_domain_filter search_recency_filter web_search_options',
      ),
      ([field]) => atBody(`${field ?? ''}: Extra inputs are not permitted`),
    ),
    messageFields(plainFields, (at, _role, field) =>
      atBody(`messages -> ${String(at)} -> ${field}: Extra inputs are not permitted`),
    ),
    contents(names('text image_url'), (at) =>
      atBody(`messages -> ${String(at)} -> content: Input should be a valid string`),
    ),
    systemFirst(() => alternate),
    alternating(() => alternate, 'turn'),
    lastOf(names('user tool'), () => ({
      message: 'Last message must have role `user` or `tool`.',
      code: 'invalid_message',
    })),
    refuses(
      'reasoning_effort',
      (value) => !names('low medium high').includes(String(value)),
      () => atBody("reasoning_effort: Input should be 'low', 'medium' or 'high'"),
    ),
    refuses(
      'temperature',
      (value) => Number(value) >= 2,
      () => atBody('temperature: Input should be less than 2'),
    ),
  ),
  checkResponse: null,
  error: ({ message, status = 400, code, headers }) =>
    json(status, { error: { message, type: code ?? 'invalid_request', code: status } }, headers),
  nowhere: () => ({
    kind: 'http',
    status: 404,
    contentType: 'text/html',
    body: '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>',
  }),
  stream: streamIn({
    each: { role: 'assistant' },
    first: null,
    // The model thinks in its text.
    reasoning: (text, at) => ({ content: at === 0 ? `<think>\n${text}` : text }),
    text: (text, isAfterThought) => ({ content: isAfterThought ? `\n</think>\n\n${text}` : text }),
    callId: () => 'none',
    usage: 'every',
    count: ({ prompt, completion, cost }) => ({
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      search_context_size: 'low',
      cost: { input_tokens_cost: 0, output_tokens_cost: 0, request_cost: cost, total_cost: cost },
    }),
    chunk: (chunk) => ({
      ...chunk,
      citations: sources.map(({ url }) => url),
      search_results: sources,
    }),
    last: { content: '' },
    finish: (ending) => (ending === 'length' ? 'length' : 'stop'),
    broken: () => [{ kind: 'end', how: 'hang-up' }],
  }),
  models: null,
  wrongKey: {
    status: 401,
    message:
      'Invalid API key provided. You can find your API key at https://www.perplexity.ai/settings/api.',
    code: 'invalid_api_key',
  },
  busy: {
    status: 429,
    message: 'Request rate limit exceeded, please try again later.',
    code: 'rate_limit',
  },
  filter: null,
  parameters: {
    set: { temperature: 2, topK: 40, reasoningEffort: 'minimal', seed: 7, maxOutputTokens: 500 },
    refusals: 3,
    sent: { top_k: 40, max_tokens: 500 },
    left: ['temperature', 'reasoning_effort', 'seed'],
  },
};
