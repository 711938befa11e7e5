import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorAction, ErrorKind } from '../../../src/shared/model/errors.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import {
  refusedBaseUrl,
  tlsFailureBaseUrl,
  unresolvableBaseUrl,
} from '../../provider/unreachable.ts';
import { makeCertificate, type Certificate } from './certificate.ts';
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

describe.concurrent('a server that cannot be reached', () => {
  it('because nothing listens', async () => {
    const error = (await hear(connectionTo(await refusedBaseUrl()))).error();
    expect(error).toMatchObject({ kind: 'network', action: 'retry', detail: 'ECONNREFUSED' });
    expect(sentenceOf(error)).toMatch(/^Nothing answers at http:\/\/127.*Is the server running\?$/);
  });

  it('because its port is one that fetch never calls', async () => {
    const error = (await hear(connectionTo('http://127.0.0.1:22/v1'))).error();
    expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings' });
    expect(sentenceOf(error)).toMatch(
      /^The port of http:\/\/127\.0\.0\.1:22\/v1 belongs to another/,
    );
    expectPlain(error);
  });

  it('because its name does not resolve', async () => {
    const error = (await hear(connectionTo(unresolvableBaseUrl))).error();
    expect(error.kind).toBe('network');
    expect(error.detail).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(sentenceOf(error)).toContain('parley.invalid');
    expectPlain(error);
  });

  it('because it speaks plain http where https was asked for', async () => {
    const error = (await hear(connectionTo(tlsFailureBaseUrl(provider)))).error();
    expect(error).toMatchObject({ kind: 'network', action: 'open_settings' });
    expect(sentenceOf(error)).toMatch(/secure connection/);
    expectPlain(error);
  });

  it.each(['not a url', '', 'ftp://example.com/v1', 'http://'])(
    'because its address is "%s"',
    async (baseUrl) => {
      const error = (await hear(connectionTo(baseUrl, { apiKey: key }))).error();
      expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings' });
      expectPlain(error);
    },
  );

  it('because the address holds a password', async () => {
    const baseUrl = provider.baseUrl.replace('http://', 'http://user:secret@');
    const error = (await hear(connectionTo(baseUrl))).error();
    expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings' });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('because the key has characters that no header holds', async () => {
    const error = (await hear(connectionTo(provider.baseUrl, { apiKey: 'schlüssel\n😀' }))).error();
    expect(error).toMatchObject({ kind: 'auth', action: 'open_settings' });
    expect(JSON.stringify(error)).not.toContain('schl');
  });
});

describe.concurrent('a certificate', () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const yesterday = new Date(Date.now() - 86_400_000);

  async function failWith(certificate: Certificate, trusted: boolean): Promise<string> {
    const server = createTlsServer(certificate, (_request, response) => response.end('never'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const dispatcher = new Agent({ connect: trusted ? { ca: certificate.cert } : {} });
    const fetch = ((input: string, init: object) =>
      undiciFetch(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
    const connection = connectionTo(`https://127.0.0.1:${port}/v1`, { fetch, apiKey: key });
    const error = (await hear(connection)).error();
    expect(error).toMatchObject({ kind: 'network', action: 'open_settings', retryable: false });
    expectPlain(error);
    await dispatcher.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    return sentenceOf(error);
  }

  it('that nobody vouches for', async () => {
    expect(await failWith(makeCertificate('127.0.0.1', tomorrow), false)).toMatch(/self-signed/);
  });
  it('that has expired', async () => {
    expect(await failWith(makeCertificate('127.0.0.1', yesterday), true)).toMatch(/has expired/);
  });
  it('for another host', async () => {
    expect(await failWith(makeCertificate('example.com', tomorrow), true)).toMatch(/another host/);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('with %s is not followed, and the key stays', async (status) => {
    const elsewhere = await provider.elsewhere();
    provider.next({ kind: 'redirect', status, to: 'elsewhere' });
    const error = (await hear(connectionTo(provider.baseUrl, { apiKey: key }))).error();
    expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings', status });
    expectPlain(error);
    expect(elsewhere.requests).toHaveLength(0);
  });
});

describe('the key', () => {
  const echoes: readonly Behaviour[] = [
    { kind: 'error', status: 401, message: `Incorrect API key provided: ${key}.` },
    { kind: 'error', status: 401, message: 'Incorrect API key provided: canary-K*******3a05.' },
    { kind: 'error', status: 400, message: `Header "Authorization: Bearer ${key}" is bad` },
    { kind: 'error', status: 403, body: 'html', message: `${'x'.repeat(470)} ${key}` },
    { kind: 'error', status: 404, message: `https://x/?key=${encodeURIComponent(key)}` },
    { kind: 'http', status: 200, contentType: 'text/html', body: `<html><p>${key}</p></html>` },
    {
      kind: 'http',
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ headers: { authorization: `Bearer ${key}` } }),
    },
    {
      kind: 'steps',
      steps: (make) => [
        make.text('Some'),
        { kind: 'event', data: JSON.stringify({ error: { message: `bad ${key}` } }) },
      ],
    },
    { kind: 'redirect', status: 302, to: 'elsewhere' },
    { kind: 'error', status: 400, message: 'sk-proj-ABCDEFGHIJ1234567890 is not yours' },
  ];

  it.each(echoes)('is in no error, whatever the server echoes (%#)', async (behaviour) => {
    provider.next(behaviour);
    const error = (await hear(connectionTo(provider.baseUrl, { apiKey: key }))).error();
    const all = JSON.stringify(error);
    for (let at = 0; at + 8 <= key.length; at += 1)
      expect(all).not.toContain(key.slice(at, at + 8));
    expect(all).not.toMatch(/canary|ABCDEFGHIJ/);
    expect((error.detail ?? '').length).toBeLessThanOrEqual(500);
  });

  it('is asked for where none was given', async () => {
    provider.next({ kind: 'error', status: 401 });
    const error = (await hear(connectionTo(provider.baseUrl))).error();
    expect(sentenceOf(error)).toBe('Test server wants an API key. Add one in Settings.');
  });
});
