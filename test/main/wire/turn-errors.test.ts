import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorAction, ErrorKind } from '../../../src/shared/model/errors.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { expectPlain } from './plain.ts';
import { connectionTo, hear } from './support.ts';

const key = 'canary-KEY-4f8a91c2d7e6b3a05';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

interface Case {
  readonly status: number;
  readonly message?: string;
  readonly code?: string;
  readonly kind: ErrorKind;
  readonly action?: ErrorAction;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  { status: 400, kind: 'invalid', action: 'choose_model', says: /did not accept the request/ },
  {
    status: 400,
    code: 'context_length_exceeded',
    message: "This model's maximum context length is 8192 tokens.",
    kind: 'context_length',
    action: 'new_conversation',
    says: /longer than scripted-model can read/,
  },
  {
    status: 400,
    message: 'the request exceeds the available context size. try increasing the context size',
    kind: 'context_length',
    action: 'new_conversation',
    says: /longer than/,
  },
  {
    status: 400,
    message: 'scripted-model is not a valid model ID',
    kind: 'model_not_found',
    action: 'choose_model',
    says: /no model named scripted-model/,
  },
  {
    status: 400,
    code: 'content_filter',
    message: "The response was filtered due to the prompt triggering Azure's policy.",
    kind: 'content_filter',
    says: /content filter/,
  },
  {
    status: 400,
    message: 'API key not valid. Please pass a valid API key.',
    kind: 'auth',
    action: 'open_settings',
    says: /refused the key/,
  },
  { status: 401, kind: 'auth', action: 'open_settings', says: /^Test server refused the key/ },
  { status: 402, kind: 'quota', action: 'retry', says: /no credit left/ },
  { status: 403, kind: 'auth', action: 'open_settings', says: /does not allow/ },
  {
    status: 404,
    message: 'model "scripted-model" not found, try pulling it first',
    kind: 'model_not_found',
    action: 'choose_model',
    says: /no model named scripted-model/,
  },
  {
    status: 404,
    code: 'unknown_url',
    message: 'Invalid URL (POST /chat/completions)',
    kind: 'invalid',
    action: 'open_settings',
    says: /There is no chat API at http:\/\/127\.0\.0\.1/,
  },
  {
    status: 501,
    message: 'Unsupported method (POST)',
    kind: 'invalid',
    action: 'open_settings',
    says: /There is no chat API at/,
  },
  { status: 408, kind: 'timeout', action: 'retry', says: /took too long/ },
  { status: 409, kind: 'server', action: 'retry', says: /busy/ },
  { status: 413, kind: 'invalid', action: 'new_conversation', says: /Shorten the message/ },
  { status: 422, kind: 'invalid', action: 'choose_model', says: /did not accept/ },
  { status: 429, kind: 'rate_limit', action: 'retry', says: /Try again in a moment/ },
  {
    status: 429,
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
    kind: 'quota',
    action: 'retry',
    says: /no credit left/,
  },
  { status: 500, kind: 'server', action: 'retry', says: /internal error/ },
  { status: 502, kind: 'server', action: 'retry', says: /gateway/ },
  { status: 503, kind: 'server', action: 'retry', says: /not available right now/ },
  { status: 529, kind: 'server', action: 'retry', says: /overloaded/ },
];

describe.concurrent('a refusal', () => {
  it.each(cases)('with $status $code $message', async (one) => {
    const behaviour: Behaviour = {
      kind: 'error',
      status: one.status,
      ...(one.message === undefined ? {} : { message: one.message }),
      ...(one.code === undefined ? {} : { code: one.code }),
    };
    const own = await startProvider({ behaviour });
    const answer = await hear(connectionTo(own.baseUrl, { apiKey: key }));
    const error = answer.error();
    expect(error).toMatchObject({ kind: one.kind, status: one.status });
    expect(error.action).toBe(one.action);
    expect(sentenceOf(error)).toMatch(one.says);
    if (one.message !== undefined) expect(error.detail).toBe(one.message);
    expectPlain(error);
    // The SDK tries 408, 409, 429 and 5xx three times, everything else once.
    const tries = [408, 409, 429].includes(one.status) || one.status >= 500 ? 3 : 1;
    expect(own.requestsOf('stream')).toHaveLength(tries);
    await own.close();
  });

  it.each(['html', 'text', 'empty'] as const)('whose body is %s', async (body) => {
    const own = await startProvider({ behaviour: { kind: 'error', status: 403, body } });
    const error = (await hear(connectionTo(own.baseUrl))).error();
    expect(error).toMatchObject({ kind: 'auth', status: 403 });
    if (body === 'empty') expect(error.detail).toBeUndefined();
    else expect(error.detail).not.toMatch(/[<>]/);
    await own.close();
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', 20, /Try again in 20 seconds\.$/, 20_000],
    ['minutes', 300, /Try again in 5 minutes\.$/, 300_000],
  ] as const)('in %s is told and not sat out', async (_name, retryAfter, says, ms) => {
    const before = provider.requestsOf('stream').length;
    provider.next({ kind: 'error', status: 429, retryAfter });
    const error = (await hear(connectionTo(provider.baseUrl))).error();
    expect(error).toMatchObject({ kind: 'rate_limit', retryAfterMs: ms });
    expect(sentenceOf(error)).toMatch(says);
    expect(provider.requestsOf('stream').length - before).toBe(1);
  });

  it('as an HTTP date', async () => {
    const retryAfter = new Date(Date.now() + 90_000).toUTCString();
    provider.next({ kind: 'error', status: 503, retryAfter });
    const error = (await hear(connectionTo(provider.baseUrl))).error();
    expect(sentenceOf(error)).toMatch(/Try again in \d+ seconds\.$/);
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
  });

  it('that is short is obeyed by the SDK', async () => {
    provider.next({ kind: 'error', status: 429, retryAfter: 0 });
    provider.next({ kind: 'text', text: 'Now.' });
    expect((await hear(connectionTo(provider.baseUrl))).text).toBe('Now.');
  });
});
