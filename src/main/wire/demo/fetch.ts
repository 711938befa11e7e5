import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoAnswer, DemoFailure, DemoText } from './answer.ts';
import { demoModel } from './names.ts';
import { hashOf, lifelike, type Paces } from './pace.ts';
import { readRequest, type DemoRequest } from './request.ts';
import { respond } from './script.ts';
import { streamAnswer, type StreamOptions } from './stream.ts';
import { titleFor } from './title.ts';
import { estimateTokens, tokensOf } from './tokens.ts';

export interface DemoOptions {
  /** {@link lifelike} unless given. */
  readonly paces?: Paces;
}

function json(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, { status, headers });
}

function failed(failure: DemoFailure): Response {
  const { status, type, code, message, retryAfterSeconds } = failure;
  // Asked for, so trying again would only delay it: the SDK obeys `x-should-retry`.
  const headers = {
    'x-should-retry': 'false',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  };
  return json({ error: { message, type, param: null, code } }, status, headers);
}

function invalid(status: number, code: string | null, message: string): Response {
  return failed({ kind: 'failure', status, type: 'invalid_request_error', code, message });
}

/** The tokens of the whole prompt, with a few for the frame of each message, as servers count. */
function promptTokensOf(request: DemoRequest): number {
  return request.messages.reduce((sum, { text }) => sum + 4 + estimateTokens(text.length), 3);
}

function whole(answer: DemoText, model: string, promptTokens: number): Response {
  const completionTokens = [...tokensOf(answer.text)].length;
  return json({
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.trunc(Date.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.text, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  });
}

function streamed(answer: DemoText, options: StreamOptions, signal: AbortSignal | null): Response {
  return new Response(streamAnswer(answer, options, signal), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}

function unreachable(): never {
  // As undici reports a port where nothing listens.
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' }),
  });
}

function answered(
  answer: DemoAnswer,
  options: StreamOptions,
  signal: AbortSignal | null,
): Response {
  switch (answer.kind) {
    case 'text':
      return streamed(answer, options, signal);
    case 'failure':
      return failed(answer);
    case 'unreachable':
      return unreachable();
    case 'web_page':
      return new Response(
        '<!doctype html><title>Welcome to our network</title><p>Please sign in to use the Wi-Fi.',
        { headers: { 'content-type': 'text/html; charset=utf-8' } },
      );
  }
}

/**
 * Makes the demo model: a `fetch` that answers `/models` and `/chat/completions` by itself, so that
 * the demo takes the very path of a real server without a network. Rejects and aborts as fetch does.
 */
export function createDemoFetch(options: DemoOptions = {}): typeof globalThis.fetch {
  const { paces = lifelike } = options;
  let lastAsked = 0;
  let attempt = 0;

  /** How often the very same was asked in a row, from 0. */
  function countAttempt(request: DemoRequest): number {
    const asked = hashOf(JSON.stringify(request.messages));
    attempt = asked === lastAsked ? attempt + 1 : 0;
    lastAsked = asked;
    return attempt;
  }

  async function complete(body: string, signal: AbortSignal | null): Promise<Response> {
    const request = readRequest(body);
    if (request === null) return invalid(400, null, 'This is not a chat completion request.');
    const { model, messages } = request;
    if (model !== demoModel) {
      return invalid(
        404,
        'model_not_found',
        `The demo has no model called ${model}, only ${demoModel}.`,
      );
    }
    const promptTokens = promptTokensOf(request);
    if (!request.stream) {
      await sleep(paces.normal.firstTokenMs, undefined, signal === null ? {} : { signal });
      return whole(titleFor(messages), model, promptTokens);
    }
    const head = { id: `chatcmpl-${randomUUID()}`, model, created: Math.trunc(Date.now() / 1000) };
    const { includeUsage } = request;
    const answer = respond(messages, countAttempt(request));
    return answered(answer, { head, paces, promptTokens, includeUsage }, signal);
  }

  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { pathname } = new URL(request.url);
    const { signal } = request;
    if (request.method === 'GET' && pathname.endsWith('/models')) {
      return json({
        object: 'list',
        data: [{ id: demoModel, object: 'model', created: 0, owned_by: 'parley' }],
      });
    }
    if (request.method === 'POST' && pathname.endsWith('/chat/completions')) {
      return complete(await request.text(), signal);
    }
    return invalid(404, null, `The demo does not answer ${request.method} ${pathname}.`);
  };
}
