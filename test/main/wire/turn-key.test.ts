import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
