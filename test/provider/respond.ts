import type { AskedFor, Behaviour, HttpBehaviour, Step, StreamMaker } from './behaviour.ts';
import { chunkSteps, createMaker, errorResponse, textCompletion, textSteps } from './answer.ts';
import { defaultFraming, type Framing } from './framing.ts';
import { epochNow } from './recording.ts';
import { responseSteps } from './responses/events.ts';
import { textResponse } from './responses/whole.ts';
import { breakOff, playSteps, wait, type Exchange } from './wire.ts';

/** The targets of redirects: the same endpoint on another origin, and on this one. */
export interface RedirectTargets {
  readonly elsewhere: () => Promise<string>;
  readonly itself: string;
}

async function sendHttp(exchange: Exchange, http: HttpBehaviour): Promise<void> {
  const { response, recording, gone } = exchange;
  if (!(await wait(http.headersDelayMs ?? 0, gone))) return;
  const body = Buffer.from(http.body);
  recording.status = http.status;
  recording.bytesWritten += body.length;
  response.writeHead(http.status, {
    'content-type': http.contentType,
    'content-length': body.length,
    ...http.headers,
  });
  response.end(body);
}

interface StreamHead {
  readonly headersDelayMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function sendStream(
  exchange: Exchange,
  head: StreamHead,
  framing: Framing,
  steps: Iterable<Step> | AsyncIterable<Step>,
): Promise<void> {
  const { response, recording, gone } = exchange;
  if (!(await wait(head.headersDelayMs ?? 0, gone))) return;
  recording.status = 200;
  response.socket?.setNoDelay(true);
  if (framing.transfer === 'close') response.removeHeader('transfer-encoding');
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...head.headers,
  });
  response.flushHeaders();
  await playSteps(exchange, steps, framing);
}

function stepsOf(
  behaviour: Extract<Behaviour, { kind: 'text' | 'chunks' | 'steps' }>,
  make: StreamMaker,
  framing: Framing,
): Iterable<Step> | AsyncIterable<Step> {
  switch (behaviour.kind) {
    case 'text':
      return textSteps(behaviour, make, framing);
    case 'chunks':
      return chunkSteps(behaviour, framing);
    case 'steps':
      return behaviour.steps(make);
  }
}

function waitUntilGone(exchange: Exchange): Promise<void> {
  exchange.recording.silent = true;
  exchange.watch.changed();
  const silence: readonly Step[] = [{ kind: 'silence' }];
  return playSteps(exchange, silence, defaultFraming);
}

/**
 * Answers one request according to the behaviour. Returns when the response is over for any reason.
 */
export async function respond(
  exchange: Exchange,
  behaviour: Behaviour,
  asked: AskedFor,
  targets: RedirectTargets,
): Promise<void> {
  switch (behaviour.kind) {
    case 'choose':
      return respond(exchange, behaviour.choose(asked), asked, targets);
    case 'error':
      return sendHttp(exchange, errorResponse(behaviour));
    case 'http':
      return sendHttp(exchange, behaviour);
    case 'redirect': {
      const location = behaviour.to === 'itself' ? targets.itself : await targets.elsewhere();
      const { status } = behaviour;
      const headers = { location };
      return sendHttp(exchange, {
        kind: 'http',
        status,
        headers,
        contentType: 'text/plain',
        body: '',
      });
    }
    case 'silence':
      return waitUntilGone(exchange);
    case 'hang-up':
      return breakOff(exchange, 'reset');
    case 'text':
    case 'chunks':
    case 'steps': {
      const framing: Framing = { ...defaultFraming, ...behaviour.framing };
      const make = createMaker(asked);
      const isResponse = asked.path.endsWith('/responses');
      if (behaviour.kind === 'text' && asked.body?.stream !== true) {
        const { headersDelayMs = 0, headers = {} } = behaviour;
        const body = (isResponse ? textResponse : textCompletion)(behaviour, make);
        const contentType = 'application/json';
        return sendHttp(exchange, {
          kind: 'http',
          status: 200,
          headersDelayMs,
          headers,
          contentType,
          body,
        });
      }
      const steps = stepsOf(behaviour, make, framing);
      const sent = isResponse ? responseSteps(steps, make) : steps;
      return sendStream(exchange, behaviour, framing, sent);
    }
  }
}

/** Records how a response ended, once it or its connection is finished. */
export function noteEnding(exchange: Exchange, providerClosing: () => boolean): void {
  const { response, recording, watch } = exchange;
  response.on('close', () => {
    if (recording.ending === null) {
      const unfinished = providerClosing() ? 'closed' : 'aborted';
      const kind = response.writableFinished ? 'complete' : unfinished;
      recording.ending = { kind, at: epochNow() };
    }
    watch.changed();
  });
}
