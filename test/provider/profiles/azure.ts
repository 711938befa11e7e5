import {
  all,
  bodyFields,
  callFields,
  contents,
  messageFields,
  names,
  openAiArguments,
  openAiContent,
  openAiPairs,
  pairs,
  plainCall,
  plainFields,
  soundArguments,
  toolNames,
  toolSchemas,
} from './parts/checks.ts';
import { json, listOf, openAiError } from './parts/http.ts';
import { openAiBody } from './parts/openai-body.ts';
import { statelessResponses } from './parts/responses.ts';
import { errorEvent, streamIn } from './parts/stream.ts';
import type { Profile } from './profile.ts';

const severity = { filtered: false, severity: 'safe' };
const safe = { hate: severity, self_harm: severity, sexual: severity, violence: severity };

/** Azure OpenAI, its v1 API, with a deployment of a model that does not reason. */
export const azure: Profile = {
  name: 'Azure',
  sources: [
    {
      where: 'https://github.com/microsoft/autogen/issues/6465',
      date: '2025-05-07',
      about: 'chunks without choices and without a delta, from the content filter',
    },
    {
      where: 'https://github.com/pydantic/pydantic-ai/issues/797',
      date: '2025-09-03',
      about: 'the first chunk, and filter results beside each delta',
    },
    {
      where: 'https://github.com/jasonacox/TinyLLM/issues/17',
      date: '2025-02-02',
      about: 'the rate limit, in words and in form',
    },
    {
      where: 'https://github.com/microsoft/copilot-camp/issues/551',
      date: '2025-04-03',
      about: 'headers of the rate limit',
    },
    { where: 'types of its SDK 7.57.0', date: '2026-11-29', about: 'fields of requests' },
    {
      where: 'test/main/wire/refusals/seen.json',
      date: '2026-11-29',
      about: 'the content filter and a missing deployment',
    },
  ],
  address: 'https://parley-test.openai.azure.com/openai/v1',
  keyHeader: 'api-key',
  model: 'my-gpt-4.1',
  takes: { tools: true, images: true },
  reasoning: null,
  counts: ['reasoning', 'cached'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    bodyFields(openAiBody, ([field]) => ({
      message: `Unrecognized request argument supplied: ${field ?? ''}`,
    })),
    messageFields(plainFields, (at, _role, field) => ({
      message: `Additional properties are not allowed ('${field}' was unexpected) - 'messages.${String(at)}'`,
    })),
    callFields(plainCall, (at, call, field) => ({
      message: `Additional properties are not allowed ('${field}' was unexpected) - 'messages.${String(at)}.tool_calls.${String(call)}'`,
    })),
    contents(names('text image_url'), openAiContent),
    pairs(openAiPairs),
    soundArguments(openAiArguments),
    toolNames(/^[a-zA-Z0-9_-]{1,64}$/, (place, name) => ({
      message: `'${name}' does not match '^[a-zA-Z0-9_-]{1,64}$' - '${place}'`,
    })),
    toolSchemas((_at, name) => ({
      message: `Invalid schema for function '${name}': In context=(), object schema missing properties.`,
    })),
  ),
  checkResponse: statelessResponses,
  error(complaint) {
    const { status = 400, message, code, headers } = complaint;
    if (status === 429 || status === 401) {
      return json(status, { error: { code: String(status), message } }, headers);
    }
    if (code !== 'content_filter') return openAiError(complaint);
    const filtered = { ...safe, violence: { filtered: true, severity: 'high' } };
    return json(status, {
      error: {
        message,
        type: null,
        param: 'prompt',
        code,
        status,
        innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: filtered },
      },
    });
  },
  nowhere: () => json(404, { error: { code: '404', message: 'Resource not found' } }),
  stream: streamIn({
    first: { role: 'assistant', content: '', refusal: null },
    callId: (number) => `call_${String(number).padStart(24, 'b')}`,
    usage: 'asked',
    before: () => [
      {
        kind: 'chunk',
        chunk: {
          id: '',
          object: '',
          created: 0,
          model: '',
          choices: [],
          prompt_filter_results: [{ prompt_index: 0, content_filter_results: safe }],
        },
      },
    ],
    chunk(chunk, isLast) {
      const [choice] = chunk.choices ?? [];
      if (choice === undefined) return chunk;
      // The filter's own chunk has no delta.
      const { delta = {}, ...rest } = choice;
      const adorned = { ...rest, content_filter_results: isLast ? {} : safe, delta };
      return { ...chunk, choices: [adorned], usage: null };
    },
    broken: (make) => [
      {
        kind: 'chunk',
        chunk: {
          ...make.chunk({}),
          choices: [{ index: 0, finish_reason: null }],
          usage: null,
        },
      },
      errorEvent({
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
        param: null,
        code: null,
      }),
    ],
  }),
  models: listOf(['my-gpt-4.1', 'gpt-4.1-2025-04-14'], {
    status: 'succeeded',
    capabilities: { chat_completion: true, embeddings: false },
    lifecycle_status: 'generally-available',
  }),
  wrongKey: {
    status: 401,
    message:
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  },
  busy: {
    status: 429,
    message:
      'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current AIServices S0 pricing tier. Please retry after 26 seconds. Please contact Azure support service if you would like to further increase the default rate limit.',
    headers: {
      'retry-after': '26',
      'x-ratelimit-remaining-requests': '7',
      'x-ratelimit-remaining-tokens': '0',
    },
  },
  filter: {
    message:
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
    code: 'content_filter',
  },
  parameters: {
    set: { temperature: 0.2, topK: 40, minP: 0.1, maxOutputTokens: 500 },
    refusals: 2,
    sent: { temperature: 0.2, max_completion_tokens: 500 },
    left: ['top_k', 'min_p', 'max_tokens'],
  },
};
