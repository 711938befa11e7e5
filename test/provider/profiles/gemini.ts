import type { ChatRequestBody } from '../behaviour.ts';
import {
  declarationProblem,
  signatureProblem,
  type FamilyMessage,
  type FamilyTool,
} from '../strict-families.ts';
import {
  all,
  bodyFields,
  callFields,
  contents,
  messageFields,
  names,
  noBlank,
  pairs,
  plainFields,
  soundArguments,
} from './parts/checks.ts';
import { json, listOf } from './parts/http.ts';
import { callsOf, messagesOf, toolsOf } from './parts/messages.ts';
import { errorEvent, streamIn, whole } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const model = 'gemini-3.8-flash';

const status = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 429: 'RESOURCE_EXHAUSTED' };

const unknownNames = (fields: readonly string[], at = ''): Complaint => ({
  message: fields
    .map((name) => `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`)
    .join('\n'),
});

/** A turn with calls follows the person's, or results. */
function callOrder(body: ChatRequestBody): Complaint | null {
  const messages = messagesOf(body);
  const isWrong = messages.some(
    (message, at) =>
      callsOf(message).length > 0 && !['user', 'tool'].includes(messages[at - 1]?.role ?? ''),
  );
  return isWrong
    ? {
        message:
          'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
      }
    : null;
}

const functionPairs: Complaint = {
  message:
    'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
};

/** Signatures and schemas; see strict-families.ts. */
function ofFamily(body: ChatRequestBody): Complaint | null {
  const messages = messagesOf(body) as readonly unknown[] as readonly FamilyMessage[];
  const tools = toolsOf(body) as readonly unknown[] as readonly FamilyTool[];
  const message = signatureProblem(messages, body.model ?? '') ?? declarationProblem(tools);
  return message === null ? null : { message };
}

/** Google's OpenAI-compatible endpoint of the Gemini API. */
export const gemini: Profile = {
  name: 'Gemini',
  sources: [
    {
      where: 'https://ai.google.dev/gemini-api/docs/openai',
      date: '2026-11-29',
      about: 'the address, models and reasoning effort',
    },
    {
      where: 'https://github.com/noho/dayu-agent/issues/45',
      date: '2026-04-26',
      about: 'recorded calls: whole, without an index, with a signature',
    },
    {
      where: 'https://github.com/open-webui/computer/issues/224',
      date: '2026-08-17',
      about: 'the finish reason of calls is `stop`',
    },
    {
      where: 'https://github.com/Vali-98/ChatterUI/issues/227',
      date: '2025-02-14',
      about: 'unknown fields, all in one message, in an array',
    },
    {
      where: 'https://github.com/MinLL/SkyrimNet-GamePlugin/issues/77',
      date: '2025-08-04',
      about: 'top_k and reasoning are unknown',
    },
    {
      where: 'https://ai.google.dev/gemini-api/docs/thought-signatures',
      date: '2026-11-29',
      about: 'signatures; see strict-families.ts',
    },
    {
      where: 'test/main/wire/refusals/seen.json',
      date: '2026-11-29',
      about: 'the quota, a wrong key',
    },
  ],
  address: 'https://generativelanguage.googleapis.com/v1beta/openai',
  keyHeader: 'authorization',
  model: `models/${model}`,
  takes: { tools: true, images: true },
  reasoning: null,
  // That the total holds the thoughts, and the completion does not, was not looked up.
  counts: ['reasoning'],
  lessons: { plain: 0, tools: 0 },
  check: all(
    bodyFields(
      names(
        'model messages stream stream_options tools tool_choice parallel_tool_calls temperature top_p max_tokens max_completion_tokens n stop reasoning_effort response_format modalities user metadata extra_body',
      ),
      unknownNames,
    ),
    messageFields(plainFields, (at, _role, field) =>
      unknownNames([field], ` at 'messages[${String(at)}]'`),
    ),
    callFields(names('id type function extra_content'), (at, _call, field) =>
      unknownNames([field], ` at 'messages[${String(at)}].tool_calls[0]'`),
    ),
    contents(names('text image_url input_audio'), () => ({ message: 'Invalid content.' })),
    noBlank((at) => ({
      message: `* GenerateContentRequest.contents[${String(at)}].parts: contents.parts must not be empty.`,
    })),
    pairs({ unanswered: () => functionPairs, orphan: () => functionPairs }),
    soundArguments(() => ({ message: 'Invalid function arguments.' })),
    callOrder,
    ofFamily,
  ),
  checkResponse: null,
  error({ message, status: code = 400, headers }) {
    const details =
      code === 429
        ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '31s' }]
        : [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [] }];
    const name = status[code === 429 ? 429 : 400];
    return json(code, [{ error: { code, message, status: name, details } }], headers);
  },
  nowhere: (path) => ({
    kind: 'http',
    status: 404,
    contentType: 'text/html; charset=UTF-8',
    body: `<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b> <ins>That’s an error.</ins><p>The requested URL <code>${path}</code> was not found on this server.`,
  }),
  stream: streamIn({
    first: null,
    each: { role: 'assistant' },
    callId: (number) => `function-call-${String(number).padStart(8, '7')}`,
    calls: (calls, make) =>
      whole(calls).map((delta, at) => ({
        tool_calls: (delta.tool_calls ?? []).map(({ index: _index, ...call }) => ({
          ...call,
          ...(at > 0
            ? {}
            : {
                extra_content: {
                  google: { thought_signature: `signed by ${make.asked.body?.model ?? ''}` },
                },
              }),
        })),
      })),
    usage: 'last',
    count: ({ prompt, completion, reasoning }) => ({
      prompt_tokens: prompt,
      completion_tokens: completion - reasoning,
      total_tokens: prompt + completion,
    }),
    finish: (ending) =>
      ending === 'length' ? 'length' : ending === 'filtered' ? 'content_filter' : 'stop',
    broken: () => [
      errorEvent({
        code: 503,
        message: 'The model is overloaded. Please try again later.',
        status: 'UNAVAILABLE',
      }),
    ],
  }),
  models: listOf([`models/${model}`, 'models/gemini-embedding-001'], { owned_by: 'google' }),
  wrongKey: { status: 400, message: 'API key not valid. Please pass a valid API key.' },
  busy: {
    status: 429,
    message:
      'You exceeded your current quota, please check your plan and billing details. Please retry in 31.5s.',
  },
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, frequencyPenalty: 0.5, seed: 7, maxOutputTokens: 500 },
    refusals: 1,
    sent: { temperature: 0.2, max_tokens: 500 },
    left: ['top_k', 'frequency_penalty', 'seed'],
  },
};
