import type { ChatRequestBody } from '../behaviour.ts';
import {
  all,
  alternating,
  bodyFields,
  callFields,
  contents,
  lastOf,
  messageFields,
  names,
  noBlank,
  plainFields,
  soundArguments,
  systemFirst,
  toolNames,
} from './parts/checks.ts';
import { json } from './parts/http.ts';
import { callsOf, messagesOf } from './parts/messages.ts';
import { statelessResponses } from './parts/responses.ts';
import { errorEvent, streamIn, together } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

/** FastAPI's complaint about one place, as `code` and message of it. */
const extra = (...places: readonly (string | number)[]): Complaint => ({
  status: 422,
  code: 'extra_forbidden',
  message: 'Extra inputs are not permitted',
  param: places.join(' '),
});

/** All of them are told at once. */
const extraFields = (fields: readonly string[]): Complaint => ({
  ...extra(),
  param: fields.map((field) => `body ${field}`).join('\n'),
});

const order = (message: string): Complaint => ({
  message,
  code: '3230',
});

/** Ids of nine letters and digits, a result for every call, and an answer after the results. */
function calls(body: ChatRequestBody): Complaint | null {
  let open: string[] = [];
  let before = '';
  for (const message of messagesOf(body)) {
    const { role } = message;
    const ids = callsOf(message).map(({ id }) => String(id));
    const own = role === 'tool' ? [String(message.tool_call_id)] : ids;
    const bad = own.find((id) => !/^[a-zA-Z0-9]{9}$/.test(id));
    if (bad !== undefined) {
      return {
        message: `Tool call id was ${bad} but must be a-z, A-Z, 0-9, with a length of 9.`,
        code: '3280',
      };
    }
    if (role === 'user' && before === 'tool') {
      return order("Unexpected role 'user' after role 'tool'");
    }
    if (role === 'tool') {
      const [id] = own;
      if (!open.includes(id ?? '')) return order('Unexpected tool call id in tool results');
      open = open.filter((each) => each !== id);
    } else if (open.length > 0) {
      return order('Not the same number of function calls and responses');
    }
    open.push(...ids);
    before = role;
  }
  return open.length > 0 ? order('Not the same number of function calls and responses') : null;
}

/** Mistral with a model that reasons. */
export const mistral: Profile = {
  name: 'Mistral',
  sources: [
    { where: 'mistral-reasoning', date: '2026-01-22', about: 'content as parts' },
    { where: 'mistral-text', date: '2026-01-22', about: 'the stream and its count' },
    {
      where: 'https://github.com/editor-code-assistant/eca/issues/231',
      date: '2025-12-12',
      about: 'unknown fields are refused, and how',
    },
    {
      where: 'https://github.com/Gitlawb/openclaude/issues/739',
      date: '2026-04-17',
      about: 'all unknown fields are told at once',
    },
    {
      where: 'https://docs.rs/crate/mistral-rouille/latest/source/docs/ChatCompletionRequest.md',
      date: '2026-11-29',
      about: 'fields of requests, `random_seed` among them',
    },
    {
      where: 'https://github.com/anomalyco/opencode/issues/1680',
      date: '2026-11-29',
      about: 'ids of calls; see strict-families.ts',
    },
    {
      where: 'https://github.com/avante-corp/avante.nvim/issues/2562',
      date: '2026-11-29',
      about: 'no question right after a result; see strict-families.ts',
    },
    {
      where: 'https://github.com/raycast/extensions/issues/31107',
      date: '2026-09-14',
      about: 'the rate limit, which names no time',
    },
    {
      where: 'https://github.com/mistralai/mistral-vibe/issues/1117',
      date: '2026-09-21',
      about: 'reasoning_effort is taken',
    },
    {
      where: 'test/main/wire/refusals/seen.json',
      date: '2026-11-29',
      about: 'stream_options, and the last role',
    },
    {
      where: '/responses without `store`',
      date: '2026-11-29',
      about: 'facts handed to the project; no page was found',
    },
  ],
  address: 'https://api.mistral.ai/v1',
  keyHeader: 'authorization',
  model: 'magistral-medium-2507',
  takes: { tools: true, images: true },
  reasoning: 'shown',
  counts: [],
  lessons: { plain: 1, tools: 0 },
  check: all(
    bodyFields(
      names(
        'model messages stream temperature top_p max_tokens stop random_seed response_format tools tool_choice presence_penalty frequency_penalty n prediction parallel_tool_calls prompt_mode safe_prompt reasoning_effort metadata',
      ),
      (fields) => extraFields(fields),
    ),
    messageFields(
      {
        ...plainFields,
        assistant: names('role content tool_calls prefix'),
        tool: names('role content tool_call_id name'),
      },
      (at, role, field) => extra('body', 'messages', at, role, field),
    ),
    callFields(names('id type function index'), (at, call, field) =>
      extra('body', 'messages', at, 'assistant', 'tool_calls', call, field),
    ),
    contents(names('text image_url'), (at) => extra('body', 'messages', at, 'content')),
    noBlank(() => order('Assistant message must have either content or tool_calls, but not none.')),
    systemFirst((at) => order(`Unexpected role 'system' at index ${String(at)}`)),
    alternating(() => order("Expected role 'assistant' but got 'user'")),
    lastOf(names('user tool'), (role) =>
      order(
        `Expected last role User or Tool (or Assistant with prefix True) for serving but got ${role}`,
      ),
    ),
    calls,
    soundArguments(() => ({ message: 'Function arguments must be JSON.' })),
    toolNames(/^[a-zA-Z0-9_-]{1,256}$/, (_place, name) => ({
      message: `Function name was ${name} but must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 256.`,
    })),
  ),
  checkResponse(body, asked) {
    if (body['store'] !== undefined) return extra('body', 'store');
    return statelessResponses({ ...body, store: false }, asked);
  },
  error({ message, status = 400, code, param, headers }) {
    const rest = { object: 'error', param: null, raw_status_code: status };
    if (code === 'extra_forbidden') {
      const detail = (param ?? '')
        .split('\n')
        .map((place) => ({ type: code, loc: place.split(' '), msg: message, input: null }));
      const type = 'invalid_request_error';
      return json(status, { ...rest, message: { detail }, type, code: null }, headers);
    }
    const types: Readonly<Record<string, string>> = {
      3230: 'invalid_request_message_order',
      3280: 'invalid_function_call',
      1300: 'rate_limited',
    };
    const type = types[code ?? ''] ?? 'invalid_request_error';
    return json(status, { ...rest, message, type, code: code ?? null }, headers);
  },
  nowhere: () => json(404, { message: 'no Route matched with those values' }),
  stream: streamIn({
    reasoning: (text) => ({
      content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }],
    }),
    text: (text) => ({ content: [{ type: 'text', text }] }),
    callId: (number) => `mis${String(number).padStart(6, '0')}`,
    calls: together,
    usage: 'last',
    last: { content: '' },
    count: ({ prompt, completion }) => ({
      prompt_tokens: prompt,
      total_tokens: prompt + completion,
      completion_tokens: completion,
    }),
    finish: (ending, hasCalls) =>
      ending === 'length' ? 'length' : hasCalls ? 'tool_calls' : 'stop',
    broken: () => [
      errorEvent({
        object: 'error',
        message: 'Service unavailable.',
        type: 'internal_server_error',
      }),
    ],
  }),
  models: json(200, {
    object: 'list',
    data: ['magistral-medium-2507', 'mistral-embed'].map((id) => ({
      id,
      object: 'model',
      owned_by: 'mistralai',
      capabilities: { completion_chat: id !== 'mistral-embed', function_calling: true },
      max_context_length: 40_960,
    })),
  }),
  wrongKey: { status: 401, message: 'Unauthorized' },
  busy: { status: 429, message: 'Rate limit exceeded', code: '1300' },
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, minP: 0.1, seed: 7, maxOutputTokens: 500, stop: ['END'] },
    // The first of them is `stream_options`, which is not the person's.
    refusals: 2,
    sent: { temperature: 0.2, max_tokens: 500, stop: ['END'], random_seed: 7 },
    left: ['top_k', 'min_p', 'seed', 'stream_options'],
  },
};
