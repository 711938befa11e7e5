import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';

const open: Server[] = [];

async function serve(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler);
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  await Promise.all(
    open.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    }),
  );
});

/** A server that records the headers it receives. */
async function recorder(): Promise<{ origin: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const origin = await serve((request, response) => {
    seen.push(request);
    request.resume();
    response.end('ok');
  });
  return { origin, seen };
}

test('a redirect to another origin loses the key', async () => {
  const target = await recorder();
  const origin = await serve((request, response) => {
    request.resume();
    response.writeHead(307, { location: `${target.origin}/v1/chat/completions` }).end();
  });
  const fetch = createServerFetch({});
  const answer = await fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-canary', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await answer.text()).toBe('ok');
  expect(target.seen).toHaveLength(1);
  expect(target.seen[0]?.headers.authorization).toBeUndefined();
  expect(JSON.stringify(target.seen[0]?.rawHeaders)).not.toContain('canary');
});

test('a redirect within the origin keeps the key', async () => {
  const keys: (string | undefined)[] = [];
  const origin = await serve((request, response) => {
    keys.push(request.headers.authorization);
    request.resume();
    if (request.url === '/old') response.writeHead(307, { location: '/new' });
    response.end('ok');
  });
  await createServerFetch({})(`${origin}/old`, { headers: { authorization: 'Bearer sk-canary' } });
  expect(keys).toEqual(['Bearer sk-canary', 'Bearer sk-canary']);
});

/** A forward proxy for plain HTTP that records requests; everything goes to `target`. */
async function proxy(target: string): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const origin = await serve((request, response) => {
    asked.push(request.url ?? '');
    const onward = forward(target, { method: request.method, headers: request.headers }, (answer) =>
      answer.pipe(response),
    );
    request.pipe(onward);
  });
  return { origin, asked };
}

test('a proxy is used for other hosts, and not for this machine or NO_PROXY', async () => {
  const target = await recorder();
  const { origin, asked } = await proxy(target.origin);
  const fetch = createServerFetch({ HTTP_PROXY: origin, NO_PROXY: 'direct.invalid' });
  const through = await fetch('http://models.invalid/v1/models');
  expect(await through.text()).toBe('ok');
  expect(asked).toEqual(['http://models.invalid/v1/models']);

  await fetch(`${target.origin}/v1/models`);
  await fetch(`${target.origin.replace('127.0.0.1', 'localhost')}/v1/models`);
  await expect(fetch('http://direct.invalid/')).rejects.toMatchObject({
    cause: { code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) },
  });
  expect(asked).toHaveLength(1);
  expect(target.seen).toHaveLength(3);
});

test('a proxy that is no address is named', async () => {
  const fetch = createServerFetch({ https_proxy: 'http://[' });
  await expect(fetch('https://example.invalid')).rejects.toMatchObject({
    message: expect.stringContaining('HTTPS_PROXY') as string,
    error: { kind: 'network' },
  });
});

test('the streamed body arrives piece by piece, and an abort ends it', async () => {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const origin = await serve((_request, response) => {
    response.write('first');
    response.on('close', closed);
  });
  const controller = new AbortController();
  const answer = await createServerFetch({})(origin, { signal: controller.signal });
  const reader = answer.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first');
  const next = reader?.read();
  controller.abort();
  await expect(next).rejects.toMatchObject({ name: 'AbortError' });
  await gone;
});
