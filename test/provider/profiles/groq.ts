import {
  all,
  bodyFields,
  callFields,
  contents,
  messageFields,
  names,
  openAiPairs,
  pairs,
  plainCall,
  plainFields,
  soundArguments,
  toolNames,
} from './parts/checks.ts';
import { json } from './parts/http.ts';
import { statelessResponses } from './parts/responses.ts';
import { count, errorEvent, streamIn, usageOf, whole } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'openai/gpt-oss-120b';

const inMessage = (at: number, role: string, field: string): Complaint => ({
  message: `'messages.${String(at)}' : for 'role:${role}' the following must be satisfied[('messages.${String(at)}' : property '${field}' is unsupported)]`,
});

/** Similar names that Groq proposes instead; they must not be taken for what is refused. */
const similar: Readonly<Record<string, string>> = { top_k: 'top_p', store: 'stop' };

/** Groq with a model that reasons and sees nothing. */
export const groq: Profile = {
  name: 'Groq',
  sources: [
    {
      where: 'groq-reasoning',
      date: '2026-02-11',
      about: 'the stream; the count in `x_groq` and beside the last choice',
    },
    {
      where: 'https://console.groq.com/docs/openai',
      date: '2026-11-29',
      about: 'fields that are not supported; there is a Responses API',
    },
    {
      where: 'https://github.com/janhq/jan/issues/8136',
      date: '2026-05-13',
      about: 'reasoning_content is refused in messages',
    },
    {
      where: 'https://github.com/fanenr/chatbot/issues/21',
      date: '2024-12-14',
      about: 'unknown fields, and a similar name that is proposed',
    },
    {
      where: 'https://github.com/vercel/ai/issues/2837',
      date: '2024-08-29',
      about: 'pictures are refused by models that see none',
    },
    {
      where: 'https://github.com/continuedev/continue/issues/10920',
      date: '2026-02-28',
      about: 'the rate limit',
    },
    {
      where: 'https://github.com/Pythagora-io/gpt-pilot/issues/862',
      date: '2024-04-10',
      about: 'headers of the rate limit',
    },
  ],
  address: 'https://api.groq.com/openai/v1',
  keyHeader: 'authorization',
  model,
  takes: { tools: true, images: false },
  reasoning: 'shown',
  counts: ['reasoning'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    bodyFields(
      names(
        'model messages stream stream_options temperature top_p max_tokens max_completion_tokens stop seed response_format tools tool_choice parallel_tool_calls reasoning_effort reasoning_format include_reasoning service_tier presence_penalty frequency_penalty n user metadata',
      ),
      ([field = '']) => ({
        message: `property '${field}' is unsupported${field in similar ? `, did you mean '${similar[field] ?? ''}'?` : ''}`,
      }),
    ),
    messageFields(
      { ...plainFields, assistant: names('role content tool_calls reasoning') },
      inMessage,
    ),
    callFields(plainCall, (at, _call, field) => inMessage(at, 'assistant', field)),
    contents([], (at) => ({ message: `messages[${String(at)}].content must be a string` })),
    pairs(openAiPairs),
    soundArguments((at) => ({
      message: `'messages.${String(at)}' : for 'role:assistant' the following must be satisfied[('messages.${String(at)}.tool_calls.0.function.arguments' : value must be JSON)]`,
    })),
    toolNames(/^[a-zA-Z0-9_-]{1,64}$/, (place, name) => ({
      message: `'${place}' : value '${name}' does not match pattern`,
    })),
  ),
  checkResponse: statelessResponses,
  error({ message, status = 400, code, headers }) {
    const type = status === 429 ? 'tokens' : 'invalid_request_error';
    const withCode = code === undefined ? {} : { code };
    return json(status, { error: { message, type, ...withCode } }, headers);
  },
  nowhere: (path) =>
    json(404, {
      error: {
        message: `Unknown request URL: POST ${path}. Please check the URL for typos, or see the docs at https://console.groq.com/docs/`,
        type: 'invalid_request_error',
        code: 'unknown_url',
      },
    }),
  stream: streamIn({
    reasoning: (reasoning) => ({ reasoning }),
    callId: (number) => `fc_${String(number).padStart(8, '0')}-462f-471f`,
    calls: whole,
    usage: 'last',
    count: (all) => ({ queue_time: 0.17, ...usageOf(all, ['reasoning']), total_time: 3.2 }),
    chunk: (chunk, isLast) => ({
      ...chunk,
      x_groq: isLast
        ? {
            id: 'req_01kh',
            usage: usageOf(count, ['reasoning']),
          }
        : {},
    }),
    broken: () => [
      errorEvent({ message: 'Internal server error', type: 'internal_server_error' }, 'error'),
    ],
  }),
  models: json(200, {
    object: 'list',
    data: [model, 'whisper-large-v3'].map((id) => ({
      id,
      object: 'model',
      created: 1_754_408_224,
      owned_by: 'OpenAI',
      active: true,
      context_window: id === model ? 131_072 : 448,
      max_completion_tokens: 65_536,
    })),
  }),
  wrongKey: { status: 401, message: 'Invalid API Key', code: 'invalid_api_key' },
  busy: {
    status: 429,
    message: `Rate limit reached for model \`${model}\` in organization \`org_x\` service tier \`on_demand\` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing`,
    code: 'rate_limit_exceeded',
    headers: {
      'retry-after': '578',
      'x-ratelimit-limit-tokens': '100000',
      'x-ratelimit-remaining-tokens': '2950',
    },
  },
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, topP: 0.9, minP: 0.1, maxOutputTokens: 500, seed: 7 },
    refusals: 2,
    sent: { temperature: 0.2, top_p: 0.9, max_tokens: 500, seed: 7 },
    left: ['top_k', 'min_p'],
  },
};
