import type { ChatRequestBody } from '../behaviour.ts';
import {
  all,
  contents,
  names,
  noBlank,
  noParts,
  soundArguments,
  systemFirst,
} from './parts/checks.ts';
import { json } from './parts/http.ts';
import { messagesOf } from './parts/messages.ts';
import { statelessResponses } from './parts/responses.ts';
import { streamIn, usageOf } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'Qwen3.6-27B-Q4_K_M.gguf';

/** An answer at the end is begun for the model, of which there can be only one, without calls. */
function prefill(body: ChatRequestBody): Complaint | null {
  const messages = messagesOf(body);
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return null;
  if (messages.at(-2)?.role === 'assistant') {
    return {
      message: 'Cannot have 2 or more assistant messages at the end of the list.',
      code: 'invalid_request_error',
    };
  }
  return {
    message: 'Assistant response prefill is incompatible with enable_thinking.',
    code: 'invalid_request_error',
  };
}

/** llama.cpp's server with `--jinja`, a model that reasons, and no projector for pictures. */
export const llamaCpp: Profile = {
  name: 'llama.cpp',
  sources: [
    {
      where: 'https://github.com/openai-php/client/issues/780',
      date: '2026-06-15',
      about: 'recorded chunks: reasoning_content, and timings in each',
    },
    {
      where: 'https://github.com/ggml-org/llama.cpp/issues/20733',
      date: '2026-03-18',
      about: 'the system message comes first; the form of errors',
    },
    {
      where: 'https://github.com/ggml-org/llama.cpp/issues/15377',
      date: '2025-08-17',
      about: 'pictures without a projector are refused with 500',
    },
    {
      where: 'github.com/ggml-org/llama.cpp, tools/server/server-common.cpp',
      date: '2026-11-29',
      about: 'assistant messages at the end, and their words',
    },
    {
      where: 'https://github.com/Mangi-11/Eta/issues/59',
      date: '2026-08-18',
      about: 'items of the Responses API need a type',
    },
    {
      where: 'test/main/wire/refusals/seen.json',
      date: '2026-11-29',
      about: 'a model that is still loading',
    },
  ],
  address: 'http://localhost:8080/v1',
  keyHeader: null,
  model,
  takes: { tools: true, images: false },
  reasoning: 'shown',
  counts: [],
  lessons: { plain: 0, tools: 0 },
  check: all(
    noParts(names('image_url input_audio'), () => ({
      status: 500,
      message:
        'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
      code: 'server_error',
    })),
    contents(['text'], (_at, { role }) => ({
      message:
        role === 'assistant'
          ? "Assistant message must contain either 'content' or 'tool_calls'!"
          : "All non-assistant messages must contain 'content'",
      code: 'invalid_request_error',
    })),
    systemFirst(() => ({
      message:
        "Unable to generate parser for this template. Automatic parser generation failed: \n------------\nWhile executing CallExpression at line 85, column 32 in source:\n...first %}↵            {{- raise_exception('System message must be at the beginnin...\n                                           ^\nError: Jinja Exception: System message must be at the beginning.",
      code: 'invalid_request_error',
    })),
    noBlank(() => ({
      message: 'Jinja Exception: Unexpected empty content.',
      code: 'invalid_request_error',
    })),
    prefill,
    soundArguments(() => ({
      message: 'Failed to parse tool call arguments as JSON',
      status: 500,
      code: 'server_error',
    })),
  ),
  checkResponse: statelessResponses,
  error: ({ message, status = 400, code = 'invalid_request_error', headers }) =>
    json(status, { error: { code: status, message, type: code } }, headers),
  nowhere: () =>
    json(404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }),
  stream: streamIn({
    first: { role: 'assistant', content: null },
    reasoning: (reasoning_content) => ({ reasoning_content }),
    callId: (number) => `qC6laQHbZ2CmxNvJ4NoB1L93${String(number).padStart(8, '0')}`,
    usage: 'asked',
    count: (all) => usageOf(all, []),
    chunk: (chunk) => ({
      ...chunk,
      system_fingerprint: 'b9554-d403f00ec',
      timings: { cache_n: 7, prompt_n: 10, predicted_n: 28 },
    }),
    broken: () => [
      {
        kind: 'bytes',
        bytes: 'error: {"code":500,"message":"Compute error.","type":"server_error"}\n\n',
      },
      { kind: 'end', how: 'clean' },
    ],
  }),
  models: json(200, {
    models: [{ name: model, model, type: 'model', capabilities: ['completion'] }],
    object: 'list',
    data: [
      {
        id: model,
        object: 'model',
        created: 1_760_000_000,
        owned_by: 'llamacpp',
        meta: { n_ctx_train: 262_144, n_params: 27_000_000_000 },
      },
    ],
  }),
  wrongKey: { status: 401, message: 'Invalid API Key', code: 'authentication_error' },
  busy: { status: 503, message: 'Loading model', code: 'unavailable_error' },
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, minP: 0.1, seed: 7, maxOutputTokens: 500 },
    refusals: 0,
    sent: { temperature: 0.2, top_k: 40, min_p: 0.1, seed: 7, max_tokens: 500 },
    left: [],
  },
};
