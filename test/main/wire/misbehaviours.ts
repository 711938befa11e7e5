import type { Behaviour, Step, StreamMaker } from '../../provider/behaviour.ts';
import type { ErrorAction, ErrorKind } from '../../../src/shared/model/errors.ts';

/** A behaviour of steps. */
export const stream = (steps: (make: StreamMaker) => Iterable<Step>): Behaviour => ({
  kind: 'steps',
  steps,
});
const page = '<!doctype html><html><head><title>Sign in</title></head><body><h1>Hello</h1></body>';
const http = (contentType: string, body: string): Behaviour => ({
  kind: 'http',
  status: 200,
  contentType,
  body,
});

/** What a server does, and what the person gets. */
export interface Misbehaviour {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly text?: string;
  readonly kind: ErrorKind;
  readonly action: ErrorAction;
  readonly says: RegExp;
  readonly detail?: RegExp;
}

/** Every way in which an answer with status 200 goes wrong, except silence. */
export const misbehaviours: readonly Misbehaviour[] = [
  {
    name: 'the end without [DONE] or finish reason',
    behaviour: stream((make) => [make.text('Half'), { kind: 'end', how: 'clean' }]),
    text: 'Half',
    kind: 'network',
    action: 'continue',
    says: /ended before the answer was complete/,
  },
  {
    name: 'the end inside a line',
    behaviour: stream((make) => [
      make.text('Half'),
      { kind: 'bytes', bytes: 'data: {"choices":[{"delta":{"con' },
      { kind: 'end', how: 'clean' },
    ]),
    text: 'Half',
    kind: 'network',
    action: 'continue',
    says: /ended before the answer was complete/,
  },
  {
    name: 'a reset in mid-stream',
    behaviour: stream((make) => [make.text('Half'), { kind: 'end', how: 'reset' }]),
    text: 'Half',
    kind: 'network',
    action: 'continue',
    says: /ended before the answer was complete/,
  },
  {
    name: 'a hang-up in mid-stream',
    behaviour: stream((make) => [make.text('Half'), { kind: 'end', how: 'hang-up' }]),
    text: 'Half',
    kind: 'network',
    action: 'continue',
    says: /ended before the answer was complete/,
  },
  {
    name: 'a reset before any text',
    behaviour: stream((make) => [
      { kind: 'chunk', chunk: make.chunk({ role: 'assistant' }) },
      { kind: 'end', how: 'reset' },
    ]),
    kind: 'network',
    action: 'retry',
    says: /closed the connection/,
  },
  {
    name: 'an end after the role alone',
    behaviour: stream((make) => [
      { kind: 'chunk', chunk: make.chunk({ role: 'assistant' }) },
      { kind: 'done' },
    ]),
    kind: 'network',
    action: 'retry',
    says: /ended the connection before it answered/,
  },
  {
    name: 'bad JSON',
    behaviour: stream((make) => [
      make.text('Good'),
      { kind: 'event', data: '{"choices": [' },
      make.text('never read'),
    ]),
    text: 'Good',
    kind: 'bad_response',
    action: 'continue',
    says: /unreadable in the middle.*Continue/,
  },
  {
    name: 'empty data',
    behaviour: stream((make) => [make.text('Good'), { kind: 'bytes', bytes: 'data:\n\n' }]),
    text: 'Good',
    kind: 'bad_response',
    action: 'continue',
    says: /unreadable in the middle.*Continue/,
  },
  {
    name: 'a chunk that even the SDK stumbles over',
    behaviour: stream((make) => [make.text('Good'), { kind: 'event', data: '{"choices":[null]}' }]),
    text: 'Good',
    kind: 'bad_response',
    action: 'continue',
    says: /unreadable in the middle.*Continue/,
  },
  {
    name: 'single line ends between events',
    behaviour: { kind: 'text', text: 'Never readable at all', framing: { blank: 'single' } },
    kind: 'bad_response',
    action: 'retry',
    says: /not a chat answer/,
  },
  {
    name: 'an error object inside the stream',
    behaviour: stream((make) => [
      make.text('Some'),
      { kind: 'event', data: '{"error":{"message":"GPU fell over","type":"server_error"}}' },
    ]),
    text: 'Some',
    kind: 'server',
    action: 'continue',
    says: /reported an error/,
    detail: /^GPU fell over$/,
  },
  {
    name: 'an error text inside the stream',
    behaviour: stream(() => [{ kind: 'event', data: '{"error":"out of memory"}' }]),
    kind: 'server',
    action: 'choose_model',
    says: /too little memory/,
    detail: /^out of memory$/,
  },
  {
    name: 'an event named error',
    behaviour: stream((make) => [
      make.text('Some'),
      { kind: 'event', name: 'error', data: '{"message":"Boom","code":"rate_limit_exceeded"}' },
    ]),
    text: 'Some',
    kind: 'rate_limit',
    action: 'continue',
    says: /more requests/,
    detail: /^Boom$/,
  },
  {
    name: "vLLM's error object",
    behaviour: stream((make) => [
      make.text('Some'),
      {
        kind: 'event',
        data: '{"object":"error","message":"This model\'s maximum context length is 4096 tokens.","type":"BadRequestError","code":400}',
      },
    ]),
    text: 'Some',
    kind: 'context_length',
    action: 'new_conversation',
    says: /longer than scripted-model can read/,
  },
  {
    name: 'the finish reason error',
    behaviour: stream((make) => [
      make.text('Some'),
      {
        kind: 'event',
        data: '{"choices":[{"index":0,"delta":{},"finish_reason":"error","error":{"code":502,"message":"Upstream died"}}]}',
      },
    ]),
    text: 'Some',
    kind: 'server',
    action: 'continue',
    says: /reported an error/,
    detail: /^Upstream died$/,
  },
  {
    name: 'a web page with status 200',
    behaviour: http('text/html', page),
    kind: 'bad_response',
    action: 'open_settings',
    says: /a web page instead of an answer/,
    detail: /^Sign in\. Hello$/,
  },
  {
    name: 'a web page that calls itself a stream',
    behaviour: http('text/event-stream', page),
    kind: 'bad_response',
    action: 'open_settings',
    says: /a web page instead of an answer/,
  },
  {
    name: 'a JSON error with status 200',
    behaviour: http('application/json', '{"error":{"message":"No GPU","type":"server_error"}}'),
    kind: 'server',
    action: 'retry',
    says: /reported an error/,
    detail: /^No GPU$/,
  },
  {
    name: "LM Studio's answer for a wrong path",
    behaviour: http('application/json', '{"error":"Unexpected endpoint or method. (POST /x)"}'),
    kind: 'invalid',
    action: 'open_settings',
    says: /no chat API at/,
  },
  {
    name: 'other JSON with status 200',
    behaviour: http('application/json', '{"hello":"world"}'),
    kind: 'bad_response',
    action: 'open_settings',
    says: /something other than a chat answer/,
    detail: /hello/,
  },
  {
    name: "Ollama's own stream at a wrong path",
    behaviour: http(
      'application/x-ndjson',
      '{"model":"a","message":{"content":"Hi"},"done":false}\n{"done":true}\n',
    ),
    kind: 'bad_response',
    action: 'open_settings',
    says: /something other than a chat answer/,
  },
  {
    name: 'an empty body',
    behaviour: http('text/event-stream', ''),
    kind: 'bad_response',
    action: 'retry',
    says: /an empty answer/,
  },
  {
    name: '[DONE] alone',
    behaviour: stream(() => [{ kind: 'done' }]),
    kind: 'bad_response',
    action: 'retry',
    says: /before the first word/,
  },
  {
    name: 'only comments',
    behaviour: http('text/event-stream', ': hello\n\n: hello again\n\n'),
    kind: 'bad_response',
    action: 'retry',
    says: /before the first word/,
  },
];
