import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorAnswer } from '../../../src/main/local-api/schemas.ts';
import { bodyOf, openRaw, statusOf } from './raw.ts';
import { errorOf, rigForTest, startRig, stopRig, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => stopRig(rig));

const requests = (): number => rig.provider.requests.length;

/** Sends raw header lines and returns the whole answer. */
async function raw(lines: readonly string[], body = ''): Promise<string> {
  const { send, closed } = openRaw(rig.port);
  send(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`);
  return closed;
}

describe('who may ask', () => {
  it('is whoever has a token', async () => {
    const before = requests();
    const missing = await errorOf(await fetch(`${rig.address}/chat?prompt=x`));
    expect(missing).toMatchObject({ status: 401, code: 'missing_token', kind: 'auth' });
    for (const authorization of [
      'Bearer',
      'Bearer ',
      `Basic ${rig.token}`,
      `Bearer ${rig.token}x`,
      `Bearer ${rig.token.slice(0, -1)}`,
      `Bearer ${rig.token} ${rig.token}`,
      rig.token,
    ]) {
      const response = await rig.ask('/v1/models', { headers: { authorization } });
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await errorOf(response), authorization).toMatchObject({ status: 401 });
    }
    const inQuery = await fetch(`${rig.address}/chat?prompt=x&token=${rig.token}`);
    expect(inQuery.status).toBe(401);
    expect(requests()).toBe(before);
  });

  it('is refused from the moment its token is revoked, in mid-answer too', async () => {
    const { token, view } = await rig.api.createToken('Passing');
    const id = view.tokens.at(-1)?.id ?? '';
    const headers = { authorization: `Bearer ${token}` };
    const live = rig.provider.live();
    const count = rig.provider.requestsOf('stream').length + 1;
    const response = await Promise.all([
      rig.ask('/chat/sse?prompt=x', { headers }),
      rig.provider.waitForRequest(count).then(() => live.write('Some')),
    ]).then(([first]) => first);
    await rig.api.revokeToken(id);
    await rig.provider.aborted(count);
    const text = await response.text();
    expect(text).toContain('{"content":"Some"}');
    expect(text).toContain('event: error');
    expect(text).not.toContain('[DONE]');
    const after = await rig.ask('/chat?prompt=x', { headers });
    expect(await errorOf(after)).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect(rig.api.view().tokens.map(({ name }) => name)).toEqual(['Test']);
  });

  it('is nobody who asks for this machine under another name (DNS rebinding)', async () => {
    const before = requests();
    const auth = `Authorization: Bearer ${rig.token}`;
    for (const host of [
      'evil.example',
      `evil.example:${rig.port}`,
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      'localhost@evil.example',
      '0.0.0.0',
      '[::]',
      '127.0.0.2',
      '',
    ]) {
      const answer = await raw(['GET /chat?prompt=x HTTP/1.1', `Host: ${host}`, auth]);
      expect([400, 403], host).toContain(statusOf(answer));
      expect(errorAnswer.safeParse(bodyOf(answer)).success, host).toBe(true);
    }
    const two = [`Host: localhost:${rig.port}`, 'Host: evil.example'];
    expect(statusOf(await raw(['GET /health HTTP/1.1', ...two, auth]))).toBe(403);
    expect(statusOf(await raw(['GET /health HTTP/1.1', auth]))).toBe(400);
    expect(statusOf(await raw(['GET /health HTTP/1.0', auth]))).toBe(400);
    const absolute = `GET http://localhost:${rig.port}/health HTTP/1.1`;
    expect(statusOf(await raw([absolute, 'Host: evil.example', auth]))).toBe(403);
    expect(requests()).toBe(before);
    for (const host of [
      'localhost',
      `localhost:${rig.port}`,
      '127.0.0.1:1',
      '[::1]:80',
      'LOCALHOST',
    ]) {
      expect(statusOf(await raw(['GET /health HTTP/1.1', `Host: ${host}`])), host).toBe(200);
    }
  });

  it('is no web page, unless its origin is allowed', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${rig.port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const response = await rig.ask('/health', { headers });
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
      expect(await errorOf(response)).toMatchObject({ status: 403, code: 'origin_not_allowed' });
    }
    const origin = 'https://friend.example';
    const preflight = {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-headers': 'authorization,x-stainless-os' },
    };
    expect((await fetch(`${rig.address}/chat`, preflight)).status).toBe(403);
    rig.settings.update((before) => ({ ...before, apiOrigins: [origin] }));
    const asked = await fetch(`${rig.address}/chat`, preflight);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,x-stainless-os');
    const allowed = await rig.ask('/chat?prompt=x', { headers: { origin } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(await allowed.text()).not.toBe('');
    const unknown = await rig.ask('/chat?prompt=x', { headers: { origin, authorization: 'none' } });
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('access-control-allow-origin')).toBe(origin);
    rig.settings.update((before) => ({ ...before, apiOrigins: [] }));
  });
});

describe('what is asked wrongly', () => {
  const cases: readonly [name: string, body: string, param: string | null][] = [
    ['no JSON', '{"prompt":', null],
    ['no UTF-8', '\uffff{', null],
    ['a list', '[]', null],
    ['nothing', '', null],
    ['null', 'null', null],
    ['neither prompt nor messages', '{}', null],
    ['both', '{"prompt":"a","messages":[{"role":"user","content":"b"}]}', null],
    ['a number as prompt', '{"prompt":5}', 'prompt'],
    ['an empty prompt', '{"prompt":""}', 'prompt'],
    ['a field that there is not', '{"prompt":"a","temprature":1}', null],
    ['a text as temperature', '{"prompt":"a","temperature":"warm"}', 'temperature'],
    ['half a token', '{"prompt":"a","max_tokens":0.5}', 'max_tokens'],
    ['an unknown role', '{"messages":[{"role":"king","content":"b"}]}', 'messages.0.role'],
    ['messages that are none', '{"messages":["b"]}', 'messages.0'],
    ['a conversation that is no id', '{"prompt":"a","conversation":"../x"}', 'conversation'],
    ['JSON without a bottom', '['.repeat(200_000), null],
    ['deep JSON', `{"prompt":"a","x":${'['.repeat(100)}${']'.repeat(100)}}`, null],
  ];
  it.each(cases)('says what is wrong: %s', async (_name, body, param) => {
    const before = requests();
    const response = await rig.ask('/chat', { method: 'POST', body });
    const error = await errorOf(response);
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param });
    expect(error.message.length).toBeGreaterThan(5);
    expect(requests()).toBe(before);
  });

  it('answers other methods and addresses with what there is', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/chat', 'GET, POST'],
      ['GET', '/v1/chat/completions', 'POST'],
      ['POST', '/v1/models', 'GET'],
      ['HEAD', '/chat?prompt=x', 'GET'],
      ['DELETE', '/health', 'GET'],
    ] as const) {
      const response = await rig.ask(path, { method });
      expect(response.status, `${method} ${path}`).toBe(405);
      expect(response.headers.get('allow')).toBe(allow);
    }
    for (const path of ['/', '/v1', '/v1/completions', '/chat/', '/../etc/passwd']) {
      expect(await errorOf(await rig.ask(path)), path).toMatchObject({ status: 404 });
    }
  });

  it('refuses what is compressed', async () => {
    const response = await rig.ask('/chat', {
      method: 'POST',
      body: 'x',
      headers: { 'content-encoding': 'gzip' },
    });
    expect(await errorOf(response)).toMatchObject({ status: 415, code: 'unsupported_encoding' });
  });
});

describe('what is too much', () => {
  it('refuses 50 MB, announced or not, and others are unharmed', async () => {
    const live = rig.provider.live();
    const count = rig.provider.requestsOf('stream').length + 1;
    const other = rig.ask('/chat?prompt=x');
    await rig.provider.waitForRequest(count);
    void live.write('Still ');
    const body = Buffer.alloc(50_000_000, 'a');
    const announced = await rig.ask('/chat', { method: 'POST', body });
    expect(await errorOf(announced)).toMatchObject({ status: 413, code: 'request_too_large' });
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 50; at += 1) yield body.subarray(0, 1_000_000);
    }
    const init = { method: 'POST', body: pieces(), duplex: 'half' } as unknown as RequestInit;
    expect((await rig.ask('/chat', init)).status).toBe(413);
    const expecting = openRaw(rig.port);
    expecting.send(
      `POST /chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${rig.token}\r\nContent-Length: 50000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
    );
    expect(statusOf(await expecting.closed)).toBe(413);
    void live.write('here.');
    void live.finish('stop');
    expect(await (await other).text()).toBe('Still here.');
  });

  it('refuses headers without end', async () => {
    const answer = await raw([
      'GET /health HTTP/1.1',
      'Host: localhost',
      `X-Long: ${'a'.repeat(20_000)}`,
    ]);
    expect(statusOf(answer)).toBe(431);
    expect(bodyOf(answer)).toMatchObject({ error: { code: 'headers_too_large' } });
  });

  it('refuses what is no HTTP', async () => {
    const { send, closed } = openRaw(rig.port);
    send('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');
    const answer = await closed;
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ error: { code: 'bad_request' } });
  });

  it('gives so many answers at once, and says so', async () => {
    const small = await rigForTest({ limits: { answers: 2 } });
    const lives = [small.provider.live(), small.provider.live()];
    const asked = lives.map(() => small.ask('/chat?prompt=x'));
    await small.provider.waitForRequest(2);
    const refused = await small.ask('/chat?prompt=x');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await errorOf(refused)).toMatchObject({ status: 429, type: 'rate_limit_error' });
    expect((await small.ask('/v1/models')).status).toBe(200);
    for (const live of lives) {
      void live.write('Fine.');
      void live.finish('stop');
    }
    for (const response of await Promise.all(asked)) expect(await response.text()).toBe('Fine.');
    const after = await small.ask('/chat?prompt=x');
    expect(after.status).toBe(200);
    await after.text();
  });

  it('lets go of who never comes to the point (slow loris)', async () => {
    const small = await rigForTest({
      limits: { headersMs: 150, requestMs: 300, checkMs: 50, keepAliveMs: 100 },
    });
    const auth = `Authorization: Bearer ${small.token}`;
    const silent = openRaw(small.port);
    const head = openRaw(small.port);
    head.send('GET /health HTTP/1.1\r\nHost: local');
    const drip = setInterval(() => head.send('h'), 30);
    const body = openRaw(small.port);
    body.send(
      `POST /chat HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nContent-Length: 500\r\n\r\n{"pro`,
    );
    const idle = openRaw(small.port);
    idle.send('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [, headAnswer, bodyAnswer, idleAnswer] = await Promise.all(
      [silent, head, body, idle].map((each) => each.closed),
    );
    clearInterval(drip);
    expect(statusOf(headAnswer ?? '')).toBe(408);
    expect(statusOf(bodyAnswer ?? '')).toBe(408);
    expect(statusOf(idleAnswer ?? '')).toBe(200);
    expect(small.reported).toEqual([]);
    expect((await small.ask('/health')).status).toBe(200);
  });
});

it('tells nothing of keys, tokens or what was said', async () => {
  const secret = 'a-prompt-that-nobody-may-see';
  await (await rig.ask(`/chat?prompt=${secret}`)).text();
  await rig.ask(`/${secret}`);
  const told = JSON.stringify(rig.api.view());
  expect(told).not.toContain(secret);
  expect(told).not.toContain(rig.token);
  expect(JSON.stringify(rig.tokenStore.list())).not.toContain(rig.token);
  expect(rig.api.view().requests.length).toBeLessThanOrEqual(50);
  expect(rig.api.view().requests[1]).toMatchObject({
    endpoint: 'GET /chat',
    client: 'Test',
    model: 'scripted/scripted-model',
    status: 200,
    outcome: { kind: 'complete' },
    tokens: expect.any(Number),
    durationMs: expect.any(Number),
  });
  expect(rig.reported).toEqual([]);
});
