import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, openRaw, statusOf } from './raw.ts';
import { errorOf, rigForTest, startRig, stopRig, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ limits: { headersMs: 500, requestMs: 800, checkMs: 100 } });
});
afterAll(() => stopRig(rig));

const asked = (): number => rig.provider.requestsOf('stream').length;

/** Sends raw bytes and returns everything that comes back. */
async function raw(bytes: string): Promise<string> {
  const { send, closed } = openRaw(rig.port);
  send(bytes);
  return closed;
}

const statuses = (answer: string): readonly number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

describe('a second request inside the first (smuggling)', () => {
  const smuggled = 'GET /chat?prompt=smuggled HTTP/1.1\r\nHost: localhost\r\n';
  const body = JSON.stringify({ prompt: 'honest' });
  const head = (lines: readonly string[]): string =>
    ['POST /chat HTTP/1.1', 'Host: localhost', 'Connection: close', ...lines, '', ''].join('\r\n');

  it.each([
    ['two lengths', [`Content-Length: ${body.length}`, 'Content-Length: 0'], body],
    ['length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['chunks and length', ['Transfer-Encoding: chunked', 'Content-Length: 40'], '0\r\n\r\n'],
    ['chunks that are not last', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['an unknown encoding', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
    ['chunks behind a tab', ['Transfer-Encoding:\tchunked, x'], '0\r\n\r\n'],
    ['a blank before the colon', [`Content-Length : ${body.length}`], body],
    ['a folded length', ['Content-Length:', ` ${body.length}`], body],
    ['a negative length', ['Content-Length: -5'], body],
    ['a length with a sign', [`Content-Length: +${body.length}`], body],
    ['a length in hexadecimals', ['Content-Length: 0x5'], body],
    ['a bare return in a name', [`X: a\rContent-Length: 0`], body],
    ['a zero byte', ['X: a\0b', `Content-Length: ${body.length}`], body],
    ['a chunk without a size', ['Transfer-Encoding: chunked'], '\r\nabc\r\n0\r\n\r\n'],
    ['a negative chunk', ['Transfer-Encoding: chunked'], '-1\r\nabc\r\n0\r\n\r\n'],
    ['an endless chunk', ['Transfer-Encoding: chunked'], 'ffffffffffffffffff\r\nabc\r\n0\r\n\r\n'],
  ])('is never answered: %s', async (_name, lines, content) => {
    const before = asked();
    const auth = `Authorization: Bearer ${rig.token}`;
    const answer = await raw(`${head([auth, ...lines])}${content}${smuggled}${auth}\r\n\r\n`);
    expect(statuses(answer).length).toBeLessThanOrEqual(1);
    expect(statusOf(answer)).not.toBe(200);
    expect(asked()).toBe(before);
  });

  it('behind a refused one on the same connection needs its own token', async () => {
    const first = 'GET /chat?prompt=x HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const answer = await raw(`${first}${smuggled}Connection: close\r\n\r\n`);
    expect(statuses(answer)).toEqual([401, 401]);
  });
});

describe('the door', () => {
  it.each([
    '/health/../v1/models',
    '/health/..%2fv1/models',
    '/%68ealth/../chat?prompt=x',
    '//health',
    '/health/',
    '/health;/chat',
    '/health%00',
    '/openapi.json/../chat?prompt=x',
    '/HEALTH',
    '/v1/models?/health',
    '/chat%2fsse?prompt=x',
    '/%63hat?prompt=x',
  ])('has no other way round: %s', async (path) => {
    const before = asked();
    const answer = await raw(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 401, 404]).toContain(statusOf(answer));
    expect(asked()).toBe(before);
  });

  it('takes no token but in its header, and repeats and records none', async () => {
    const before = asked();
    for (const query of [
      `prompt=x&token=${rig.token}`,
      `prompt=x&access_token=${rig.token}`,
      `prompt=x&api_key=${rig.token}`,
      `prompt=x&authorization=Bearer%20${rig.token}`,
    ]) {
      const without = await fetch(`${rig.address}/chat?${query}`);
      expect(without.status).toBe(401);
      expect(await without.text()).not.toContain(rig.token);
      // Even with a valid header, so that people notice a token in an address.
      const both = await rig.ask(`/chat?${query}`);
      expect(both.status).toBe(400);
      expect(await both.text()).not.toContain(rig.token);
    }
    const cookie = await fetch(`${rig.address}/chat?prompt=x`, {
      headers: { cookie: `authorization=Bearer ${rig.token}`, 'x-api-key': rig.token },
    });
    expect(cookie.status).toBe(401);
    expect(asked()).toBe(before);
    expect(JSON.stringify([rig.api.view(), rig.events, rig.reported])).not.toContain(rig.token);
  });

  it('lets nobody in by two tokens, an empty one or an endless one', async () => {
    for (const lines of [
      ['Authorization: Bearer wrong', `Authorization: Bearer ${rig.token}`],
      ['Authorization: Bearer '],
      [`Authorization: Bearer ${'a'.repeat(5000)}`],
      [`Proxy-Authorization: Bearer ${rig.token}`],
    ]) {
      const answer = await raw(
        `GET /v1/models HTTP/1.1\r\nHost: localhost\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`,
      );
      expect(statusOf(answer), lines[0]).toBe(401);
    }
  });

  it('is no tunnel, no proxy and no socket', async () => {
    const auth = `Authorization: Bearer ${rig.token}`;
    const connect = await raw(
      `CONNECT example.com:443 HTTP/1.1\r\nHost: localhost\r\n${auth}\r\n\r\n`,
    );
    expect(statusOf(connect)).not.toBe(200);
    const proxied = await raw(
      `GET http://example.com/chat?prompt=x HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 403]).toContain(statusOf(proxied));
    const upgraded = await raw(
      `GET /health HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n`,
    );
    expect(statusOf(upgraded)).not.toBe(101);
    const trace = await raw(
      `TRACE /chat HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nConnection: close\r\n\r\n`,
    );
    expect(statusOf(trace)).toBe(405);
    expect(trace).not.toContain(rig.token);
  });
});

describe('every answer', () => {
  const wanted = {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
  const headersOf = (answer: string): Record<string, string> =>
    Object.fromEntries(
      answer
        .slice(0, answer.indexOf('\r\n\r\n'))
        .split('\r\n')
        .slice(1)
        .map((line) => [
          line.slice(0, line.indexOf(':')).toLowerCase(),
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
    );

  it('tells browsers to keep and guess nothing, and not what it is made with', async () => {
    const model = 'scripted-model';
    const messages = [{ role: 'user', content: 'x' }];
    const responses = [
      await rig.ask('/health'),
      await rig.ask('/openapi.json'),
      await rig.ask('/v1/models'),
      await rig.ask('/chat?prompt=x'),
      await rig.ask('/chat/sse?prompt=x'),
      await rig.post('/v1/chat/completions', { model, messages }),
      await rig.post('/v1/chat/completions', { model, messages, stream: true }),
      await rig.ask('/nowhere'),
      await rig.ask('/health', { method: 'PUT' }),
      await rig.ask('/chat', { method: 'POST', body: '{' }),
      await fetch(`${rig.address}/chat`),
    ];
    for (const response of responses) {
      await response.text();
      expect(Object.fromEntries(response.headers), response.url).toMatchObject(wanted);
      for (const name of ['server', 'x-powered-by', 'set-cookie', 'access-control-allow-origin']) {
        expect(response.headers.has(name), `${response.url}: ${name}`).toBe(false);
      }
    }
    const close = 'Host: localhost\r\nConnection: close\r\n';
    for (const [bytes, status] of [
      ['nonsense\r\n\r\n', 400],
      [`GET /health HTTP/1.1\r\n${close}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
      ['GET /health HTTP/1.1\r\nHost: local', 408],
      ['GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
      [`GET http://[ HTTP/1.1\r\n${close}\r\n`, 400],
    ] as const) {
      const answer = await raw(bytes);
      expect(statusOf(answer), bytes.slice(0, 40)).toBe(status);
      expect(headersOf(answer), bytes.slice(0, 40)).toMatchObject(wanted);
      expect(bodyOf(answer)).toHaveProperty('error.code');
    }
  });

  it('says nothing of a fault inside, nor of where files are', async () => {
    const broken = await rigForTest();
    const { core } = broken;
    const secret = '/home/someone/.config/Parley/secrets.json sk-secret-0123456789';
    Object.assign(core.conversations, {
      get: () => Promise.reject(new Error(secret)),
    });
    const { id } = await core.conversations.create();
    const response = await broken.post('/chat', { prompt: 'x', conversation: id });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('someone');
    expect(text).not.toContain('sk-');
    expect(text).not.toMatch(/\bat .*\.ts:\d+/);
    // The error is not swallowed: it is reported to whoever runs Parley.
    expect(broken.reported).toHaveLength(1);
  });
});

it('bodies that come together have a limit in memory, and what ends makes room', async () => {
  const small = await rigForTest({ limits: { bodiesBytes: 3_000_000 } });
  const body = { prompt: 'x'.repeat(1_900_000) };
  const live = small.provider.live();
  const first = small.post('/chat', body);
  await small.provider.waitForRequest(1);
  const refused = await small.post('/chat', body);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect((await small.ask('/health')).status).toBe(200);
  await live.write('Done.');
  await live.finish('stop');
  expect(await (await first).text()).toBe('Done.');
  const after = await small.post('/chat', body);
  expect(after.status).toBe(200);
  await after.text();
});
