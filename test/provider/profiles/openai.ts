import type { ChatRequestBody } from '../behaviour.ts';
import {
  all,
  bodyFields,
  callFields,
  contents,
  messageFields,
  names,
  openAiArguments,
  openAiContent,
  openAiName,
  openAiPairs,
  pairs,
  plainCall,
  plainFields,
  refuses,
  soundArguments,
  toolNames,
  toolSchemas,
} from './parts/checks.ts';
import { listOf, openAiError } from './parts/http.ts';
import { toolsOf } from './parts/messages.ts';
import { openAiBody } from './parts/openai-body.ts';
import { statelessResponses } from './parts/responses.ts';
import { errorEvent, streamIn } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'gpt-5.6-terra';

const unknown = (param: string): Complaint => ({
  message: `Unknown parameter: '${param}'.`,
  param,
  code: 'unknown_parameter',
});

const unsupported = (param: string, instead = ''): Complaint => ({
  message: `Unsupported parameter: '${param}' is not supported with this model.${instead}`,
  param,
  code: 'unsupported_parameter',
});

/** Tools are refused over Chat Completions, whether an effort was sent or not. */
const noTools = (body: ChatRequestBody): Complaint | null =>
  toolsOf(body).length === 0 || body['reasoning_effort'] === 'none'
    ? null
    : {
        message: `Function tools with reasoning_effort are not supported for ${model} in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.`,
        param: 'reasoning_effort',
      };

/** OpenAI with a reasoning model. */
export const openai: Profile = {
  name: 'OpenAI',
  sources: [
    { where: 'openai-text', date: '2026-02-12', about: 'the stream' },
    { where: 'types of its SDK 7.57.0', date: '2026-11-29', about: 'fields of requests' },
    {
      where: 'https://github.com/danny-avila/LibreChat/issues/14355',
      date: '2026-07-21',
      about: 'tools of GPT-5.6, with and without an effort',
    },
    {
      where: 'https://github.com/RamiAwar/dataline/issues/172',
      date: '2024-05-31',
      about: 'calls without results, and the form of `param`',
    },
    {
      where: 'https://github.com/appatalks/eva-agent/issues/83',
      date: '2025-03-31',
      about: 'unsupported parameters',
    },
    {
      where: 'https://github.com/openai/openai-dotnet/issues/404',
      date: '2025-04-15',
      about: 'the rate limit',
    },
    {
      where: 'https://github.com/BeehiveInnovations/pal-mcp-server/issues/178',
      date: '2025-07-05',
      about: 'a question that is refused for itself',
    },
    {
      where: 'https://developers.openai.com/api/reference/resources/responses/methods/create',
      date: '2026-11-29',
      about: 'the Responses API; see responses/strict.ts',
    },
  ],
  address: 'https://api.openai.com/v1',
  keyHeader: 'authorization',
  model,
  takes: { tools: true, images: true },
  reasoning: null,
  counts: ['reasoning', 'cached'],
  lessons: { plain: 0, tools: 1 },
  check: all(
    bodyFields(openAiBody, ([field]) => unknown(field ?? '')),
    messageFields(plainFields, (at, _role, field) => unknown(`messages[${String(at)}].${field}`)),
    callFields(plainCall, (at, call, field) =>
      unknown(`messages[${String(at)}].tool_calls[${String(call)}].${field}`),
    ),
    contents(names('text image_url input_audio file'), openAiContent),
    pairs(openAiPairs),
    soundArguments(openAiArguments),
    toolNames(/^[a-zA-Z0-9_-]{1,64}$/, openAiName),
    toolSchemas((at, name) => ({
      message: `Invalid schema for function '${name}': In context=(), object schema missing properties.`,
      param: `tools[${String(at)}].function.parameters`,
      code: 'invalid_function_parameters',
    })),
    noTools,
    refuses(
      'max_tokens',
      () => true,
      () => unsupported('max_tokens', " Use 'max_completion_tokens' instead."),
    ),
    refuses(
      'temperature',
      (value) => value !== 1,
      (value) => ({
        message: `Unsupported value: 'temperature' does not support ${String(value)} with this model. Only the default (1) value is supported.`,
        param: 'temperature',
        code: 'unsupported_value',
      }),
    ),
    refuses(
      'stop',
      () => true,
      () => unsupported('stop'),
    ),
  ),
  checkResponse: statelessResponses,
  error: (complaint) =>
    openAiError(complaint, complaint.status === 429 ? 'tokens' : 'invalid_request_error'),
  nowhere: (path) => openAiError({ status: 404, message: `Invalid URL (POST ${path})` }),
  stream: streamIn({
    first: { role: 'assistant', content: '', refusal: null },
    callId: (number) => `call_${String(number).padStart(24, 'a')}`,
    usage: 'asked',
    chunk: (chunk) => ({ usage: null, obfuscation: 'x7', service_tier: 'default', ...chunk }),
    broken: () => [
      errorEvent({
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
        param: null,
        code: null,
      }),
    ],
  }),
  models: listOf([model, 'text-embedding-3-small', 'gpt-5.6-luna'], { owned_by: 'system' }),
  wrongKey: {
    status: 401,
    message:
      'Incorrect API key provided: sk-wrong. You can find your API key at https://platform.openai.com/account/api-keys.',
    code: 'invalid_api_key',
  },
  busy: {
    status: 429,
    message: `Rate limit reached for ${model} in organization org-x on tokens per min (TPM): Limit 30000, Used 14567, Requested 24754. Please try again in 18.642s. Visit https://platform.openai.com/account/rate-limits to learn more.`,
    code: 'rate_limit_exceeded',
    headers: {
      'retry-after': '19',
      'retry-after-ms': '18642',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '15433',
      'x-ratelimit-reset-tokens': '18.642s',
    },
  },
  filter: {
    message:
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a different prompt.',
    code: 'invalid_prompt',
  },
  parameters: {
    set: { temperature: 0.2, topK: 40, stop: ['END'], maxOutputTokens: 500, seed: 7 },
    refusals: 3,
    sent: { max_completion_tokens: 500, seed: 7 },
    left: ['temperature', 'top_k', 'stop', 'max_tokens'],
  },
};
