import type { HttpBehaviour } from '../behaviour.ts';
import { brokenAfterText, properEnd, textBeforeBreak } from './misbehaviour.ts';
import type { Misbehaviour } from './misbehaviour.ts';

const serverError = { message: 'The scripted model fell over.', type: 'server_error', code: null };
const vllmError = {
  object: 'error',
  message: 'The model `gone` does not exist.',
  type: 'NotFoundError',
  param: null,
  code: 404,
};

function with200(contentType: string, body: string): HttpBehaviour {
  return { kind: 'http', status: 200, contentType, body };
}

/** Streams that break, lie or go silent. */
export const broken: Readonly<Record<string, Misbehaviour>> = {
  'bad-json': {
    about: 'An event whose data is no JSON, in mid-stream.',
    behaviour: brokenAfterText((make) => [
      { kind: 'event', data: '{"choices": [{"delta": {"content": oops' },
      ...properEnd(make),
    ]),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'empty-data': {
    about: 'An event with empty data, in mid-stream.',
    behaviour: brokenAfterText((make) => [{ kind: 'event', data: '' }, ...properEnd(make)]),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'single-newline': {
    about: 'Events are separated by one line end instead of an empty line.',
    behaviour: { kind: 'text', text: 'Nobody can read this.', framing: { blank: 'single' } },
    text: '',
    outcome: 'error',
  },
  'connection-reset': {
    about: 'The connection is reset in mid-stream.',
    behaviour: brokenAfterText(() => [{ kind: 'end', how: 'reset' }]),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'hang-up': {
    about: 'The connection is closed in mid-stream, without the end of the body.',
    behaviour: brokenAfterText(() => [{ kind: 'end', how: 'hang-up' }]),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'hang-up-unnoticed': {
    about: 'The same without chunked encoding: to HTTP this is a proper end.',
    behaviour: brokenAfterText(() => [{ kind: 'end', how: 'hang-up' }], { transfer: 'close' }),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'reset-before-headers': {
    about: 'The connection is reset instead of a status line.',
    behaviour: { kind: 'hang-up' },
    text: '',
    outcome: 'cut',
  },
  'end-mid-line': {
    about: 'The body ends properly, but in the middle of a line.',
    behaviour: brokenAfterText((make) => {
      const whole = JSON.stringify(make.chunk({ content: ' lost' }));
      return [{ kind: 'bytes', bytes: `data: ${whole.slice(0, whole.length - 20)}` }];
    }),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'end-mid-character': {
    about: 'The connection is closed inside a character of four bytes.',
    behaviour: brokenAfterText(() => [
      {
        kind: 'bytes',
        bytes: Buffer.from('data: {"choices":[{"delta":{"content":"🙂').subarray(0, -2),
      },
      { kind: 'end', how: 'hang-up' },
    ]),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'no-finish-reason': {
    about: 'The stream ends properly, with [DONE], but without a finish reason.',
    behaviour: brokenAfterText(() => [{ kind: 'done' }]),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'end-without-anything': {
    about: 'The stream ends properly after some text: no finish reason, no [DONE].',
    behaviour: brokenAfterText(() => []),
    text: textBeforeBreak,
    outcome: 'cut',
  },
  'done-only': {
    about: 'The stream is nothing but [DONE].',
    behaviour: { kind: 'steps', steps: () => [{ kind: 'done' }] },
    text: '',
    outcome: 'error',
  },
  'error-in-stream': {
    about: 'An error object instead of a chunk, in mid-stream.',
    behaviour: brokenAfterText(() => [
      { kind: 'event', data: JSON.stringify({ error: serverError }) },
      { kind: 'done' },
    ]),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'error-in-stream-first': {
    about: 'An error object instead of the first chunk, with status 200.',
    behaviour: {
      kind: 'steps',
      steps: () => [{ kind: 'event', data: JSON.stringify({ error: serverError }) }],
    },
    text: '',
    outcome: 'error',
  },
  'error-string-in-stream': {
    about: 'An error that is a string instead of an object.',
    behaviour: brokenAfterText(() => [
      { kind: 'event', data: JSON.stringify({ error: 'out of memory' }) },
    ]),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'event-error': {
    about: '`event: error` in mid-stream.',
    behaviour: brokenAfterText(() => [
      { kind: 'event', name: 'error', data: JSON.stringify(serverError) },
    ]),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'finish-reason-error': {
    about: '`finish_reason: "error"`, as OpenRouter ends a stream that failed upstream.',
    behaviour: brokenAfterText((make) => properEnd(make, 'error')),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'vllm-error': {
    about: 'An object `{"object":"error"}` in mid-stream, as vLLM sends it.',
    behaviour: brokenAfterText(() => [
      { kind: 'event', data: JSON.stringify(vllmError) },
      { kind: 'done' },
    ]),
    text: textBeforeBreak,
    outcome: 'error',
  },
  'vllm-error-200': {
    about: 'The same as the whole body, with status 200.',
    behaviour: with200('application/json', JSON.stringify(vllmError)),
    text: '',
    outcome: 'error',
  },
  'html-200': {
    about: 'An HTML page with status 200, as captive portals and wrong base URLs answer.',
    behaviour: with200(
      'text/html; charset=utf-8',
      '<!doctype html>\n<html><head><title>Welcome to the Wi-Fi</title></head>\n<body>Log in.</body></html>',
    ),
    text: '',
    outcome: 'error',
  },
  'json-200': {
    about: 'The whole answer as one JSON object, though a stream was asked for.',
    behaviour: with200(
      'application/json',
      JSON.stringify({
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: 'In one piece.' },
            finish_reason: 'stop',
          },
        ],
      }),
    ),
    text: '',
    outcome: 'error',
  },
  'error-json-200': {
    about: 'A JSON error body with status 200.',
    behaviour: with200('application/json', JSON.stringify({ error: serverError })),
    text: '',
    outcome: 'error',
  },
  'empty-200': {
    about: 'Status 200 and nothing else.',
    behaviour: with200('text/event-stream', ''),
    text: '',
    outcome: 'error',
  },
  'silence-before-headers': {
    about: 'The request is taken and never answered.',
    behaviour: { kind: 'silence' },
    text: '',
    outcome: 'silent',
  },
  'silence-after-headers': {
    about: 'The headers come, then nothing.',
    behaviour: { kind: 'steps', steps: () => [{ kind: 'silence' }] },
    text: '',
    outcome: 'silent',
  },
  'silence-mid-stream': {
    about: 'Nothing more comes in mid-stream, and the connection stays open.',
    behaviour: brokenAfterText(() => [{ kind: 'silence' }]),
    text: textBeforeBreak,
    outcome: 'silent',
  },
  'silence-after-finish': {
    about: 'The finish reason and [DONE] come, but the connection stays open.',
    behaviour: brokenAfterText((make) => [...properEnd(make), { kind: 'silence' }]),
    text: textBeforeBreak,
    outcome: 'complete',
  },
};
