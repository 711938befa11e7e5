import {
  all,
  alternating,
  contents,
  names,
  noParts,
  refuses,
  soundArguments,
  systemFirst,
} from './parts/checks.ts';
import { json } from './parts/http.ts';
import { statelessResponses } from './parts/responses.ts';
import { errorEvent, streamIn, usageOf } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'mistralai/Magistral-Small-2509';

const template: Complaint = {
  message:
    'After the optional system message, conversation roles must alternate user/assistant/user/assistant/...',
};

const literal = (value: unknown): string =>
  `1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'reasoning_effort'), 'msg': "Input should be 'none', 'low', 'medium' or 'high'", 'input': '${String(value)}', 'ctx': {'expected': "'none', 'low', 'medium' or 'high'"}}`;

/** vLLM with tools switched on and a strict chat template; unknown fields are ignored. */
export const vllm: Profile = {
  name: 'vLLM',
  sources: [
    {
      where: 'https://github.com/suitenumerique/conversations/issues/197',
      date: '2025-12-05',
      about: 'templates that want turns, and the newer form of errors',
    },
    {
      where: 'https://github.com/Hmbown/Codewhale/issues/2169',
      date: '2026-05-26',
      about: 'values of reasoning_effort',
    },
    {
      where: 'https://github.com/bytedance/UI-TARS-desktop/issues/180',
      date: '2025-03-13',
      about: 'the number of pictures',
    },
    {
      where: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
      date: '2026-11-29',
      about: 'further parameters such as top_k and min_p',
    },
    {
      where: 'the field `reasoning`, max_model_len, errors in mid-stream',
      date: '2026-11-29',
      about: 'facts handed to the project',
    },
  ],
  address: 'http://localhost:8000/v1',
  keyHeader: null,
  model,
  takes: { tools: true, images: false },
  reasoning: 'shown',
  counts: [],
  lessons: { plain: 0, tools: 0 },
  check: all(
    noParts(['image_url'], () => ({
      message: 'At most 0 image(s) may be provided in one prompt.',
    })),
    contents(['text'], () => ({ message: 'Invalid content' })),
    systemFirst(() => template),
    alternating(() => template),
    soundArguments(() => ({ message: 'Expecting value: line 1 column 1 (char 0)' })),
    refuses(
      'reasoning_effort',
      (value) => !names('none low medium high').includes(String(value)),
      (value) => ({ message: literal(value) }),
    ),
  ),
  checkResponse: statelessResponses,
  error: ({ message, status = 400, headers }) =>
    json(
      status,
      { error: { message, type: 'BadRequestError', param: null, code: status } },
      headers,
    ),
  nowhere: () => json(404, { detail: 'Not Found' }),
  stream: streamIn({
    reasoning: (reasoning) => ({ reasoning }),
    callId: (number) => `chatcmpl-tool-${String(number).padStart(32, '0')}`,
    usage: 'asked',
    count: (all) => usageOf(all, []),
    broken: () => [
      errorEvent({
        message: 'EngineCore encountered an issue. See stack trace (above) for the root cause.',
        type: 'InternalServerError',
        param: null,
        code: 500,
      }),
      { kind: 'done' },
    ],
  }),
  models: json(200, {
    object: 'list',
    data: [
      {
        id: model,
        object: 'model',
        created: 1_760_000_000,
        owned_by: 'vllm',
        root: model,
        parent: null,
        max_model_len: 40_960,
        permission: [],
      },
    ],
  }),
  wrongKey: { status: 401, message: 'Unauthorized' },
  busy: null,
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, reasoningEffort: 'xhigh', maxOutputTokens: 500 },
    refusals: 1,
    sent: { temperature: 0.2, top_k: 40, max_tokens: 500 },
    left: ['reasoning_effort'],
  },
};
