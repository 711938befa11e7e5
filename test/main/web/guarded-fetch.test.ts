import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { fetchRefusalIn } from '../../../src/main/web/fetch-refusal.ts';
import {
  createGuardedFetch,
  type GuardedFetchOptions,
} from '../../../src/main/web/guarded-fetch.ts';
import { listen, type Listening } from './servers.ts';

let server: Listening;
let other: Listening;
beforeEach(async () => {
  server = await listen();
  other = await listen();
});
afterEach(() => {
  server.close();
  other.close();
});

function guard(options: Partial<GuardedFetchOptions> = {}): typeof globalThis.fetch {
  return createGuardedFetch({
    proxied: createServerFetch({}),
    hasProxy: () => Promise.resolve(false),
    allowsPrivate: ({ origin }) => origin === server.origin || origin === other.origin,
    ...options,
  });
}

const limits = { deadlineMs: 1000, maxBytes: 100_000 };

/**
 * Writes until the connection closes. Returns a function that returns the number of bytes written.
 */
function pour(response: ServerResponse, piece: Buffer, most = Infinity): () => number {
  let written = 0;
  const go = (): void => {
    while (written < most && !response.destroyed) {
      written += piece.length;
      if (!response.write(piece)) {
        response.once('drain', go);
        return;
      }
    }
    response.end();
  };
  go();
  return () => written;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
};

const nobodyLeft = (): Promise<void> =>
  vi.waitFor(() => expect([server.open(), other.open()]).toEqual([0, 0]), 2000);

describe('an answer that does not end', () => {
  test('300 MB are left off at the limit', async () => {
    let written = (): number => 0;
    server.respond((_request, response) => {
      written = pour(response, Buffer.alloc(64 * 1024, 'x'), 300 * 1024 ** 2);
    });
    const response = await guard({ limits })(server.origin);
    const error: unknown = await response.text().catch((reason: unknown) => reason);
    expect(fetchRefusalIn(error)?.reason).toBe('size');
    await nobodyLeft();
    expect(written()).toBeLessThan(20 * 1024 ** 2);
  });

  test('what is small when packed counts as it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 ** 2));
    server.respond((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(bomb.length).toBeLessThan(400_000);
    const before = process.memoryUsage().arrayBuffers;
    const response = await guard({ limits })(server.origin);
    const error: unknown = await response.bytes().catch((reason: unknown) => reason);
    expect(fetchRefusalIn(error)?.reason).toBe('size');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 ** 2);
    await nobodyLeft();
  });

  test('packed many times over, it is not unpacked at all', async () => {
    let bomb = gzipSync(Buffer.alloc(10 * 1024 ** 2));
    for (let count = 1; count < 8; count += 1) bomb = gzipSync(bomb);
    server.respond((_request, response) => {
      const codings = Array.from({ length: 8 }, () => 'gzip').join(', ');
      response.writeHead(200, { 'content-encoding': codings }).end(bomb);
    });
    await expect(
      guard({ limits })(server.origin).then((response) => response.bytes()),
    ).rejects.toThrow();
    await nobodyLeft();
  });

  test('a trickle ends at the deadline', async () => {
    server.respond((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const response = await guard({ limits })(server.origin);
    await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' });
    await nobodyLeft();
  });

  test('silence before the headers ends at the deadline', async () => {
    server.respond(() => undefined);
    await expect(guard({ limits })(server.origin)).rejects.toMatchObject({ name: 'TimeoutError' });
    await nobodyLeft();
  });

  test('a redirect in a circle ends after five', async () => {
    let count = 0;
    server.respond((_request, response) => {
      count += 1;
      response.writeHead(302, { location: '/' }).end();
    });
    const error: unknown = await guard()(server.origin).catch((reason: unknown) => reason);
    expect(fetchRefusalIn(error)?.reason).toBe('redirects');
    expect(count).toBe(6);
    await nobodyLeft();
  });

  test('a redirect with an endless body is followed without it', async () => {
    server.respond((_request, response) => {
      response.writeHead(302, { location: other.origin });
      pour(response, Buffer.alloc(64 * 1024));
    });
    expect(await (await guard({ limits })(server.origin)).text()).toBe('ok');
    await nobodyLeft();
  });
});

describe('Stop', () => {
  test.each(['before the headers', 'in the body'])('%s closes every connection', async (when) => {
    server.respond((_request, response) => {
      if (when === 'in the body') response.writeHead(200).write('begun');
    });
    const stop = new AbortController();
    const fetch = guard();
    const all = [1, 2, 3].map(async () => {
      const response = await fetch(server.origin, { signal: stop.signal });
      return response.text();
    });
    await vi.waitFor(() => expect(server.open()).toBe(3));
    stop.abort(new Error('stopped'));
    for (const { status } of await Promise.allSettled(all)) expect(status).toBe('rejected');
    await nobodyLeft();
  });
});

describe('as a fetch', () => {
  test('it sends what it is given, and gives the address it came to', async () => {
    let got: unknown = null;
    server.respond((request, response) => {
      if (request.url === '/old') {
        response.writeHead(308, { location: '/new?x=1' }).end();
        return;
      }
      void bodyOf(request).then((body) => {
        got = [request.method, request.url, request.headers['x-mine'], body];
        response.writeHead(201, { 'mcp-session-id': 'a' }).end('done');
      });
    });
    const response = await guard()(new URL('/old', server.origin), {
      method: 'POST',
      headers: { 'x-mine': '1' },
      body: '{"a":1}',
    });
    expect(got).toEqual(['POST', '/new?x=1', '1', '{"a":1}']);
    expect([response.status, response.url, response.redirected]).toEqual([
      201,
      `${server.origin}/new?x=1`,
      true,
    ]);
    expect(response.headers.get('mcp-session-id')).toBe('a');
    expect(await response.text()).toBe('done');
  });

  test('it takes a Request, and a stream as a body', async () => {
    server.respond((request, response) => {
      void bodyOf(request).then((body) => response.end(`${request.method ?? ''} ${body}`));
    });
    const request = new Request(server.origin, { method: 'PUT', body: 'whole' });
    expect(await (await guard()(request)).text()).toBe('PUT whole');
    const body = new Blob(['in pieces']).stream();
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect(await (await guard()(server.origin, init)).text()).toBe('POST in pieces');
  });

  test('a stream cannot be sent a second time', async () => {
    server.respond((request, response) => {
      request.resume();
      response.writeHead(307, { location: '/again' }).end();
    });
    const init = { method: 'POST', body: new Blob(['x']).stream(), duplex: 'half' } as RequestInit;
    const error: unknown = await guard()(server.origin, init).catch((reason: unknown) => reason);
    expect(fetchRefusalIn(error)?.reason).toBe('spent_body');
  });

  test('another origin gets no header of the caller, and a 303 no body', async () => {
    let got: unknown = null;
    server.respond((_request, response) => {
      response.writeHead(303, { location: other.origin }).end();
    });
    other.respond((request, response) => {
      const { authorization, cookie, referer } = request.headers;
      const key = request.headers['x-subscription-token'];
      const type = request.headers['content-type'];
      got = [request.method, authorization, cookie, referer, key, type];
      response.end();
    });
    await guard()(server.origin, {
      method: 'POST',
      headers: {
        authorization: 'Bearer secret',
        'x-subscription-token': 'secret',
        cookie: 'a=b',
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect(got).toEqual(['GET', undefined, undefined, undefined, undefined, undefined]);
  });

  test('"manual" gives the redirect, and "error" refuses it', async () => {
    server.respond((_request, response) => response.writeHead(302, { location: '/x' }).end());
    const response = await guard()(server.origin, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/x']);
    await expect(guard()(server.origin, { redirect: 'error' })).rejects.toThrow('redirects');
  });

  test('without limits a stream comes as it is written', async () => {
    server.respond((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      setTimeout(() => response.end('data: 2\n\n'), 300);
    });
    const pieces: string[] = [];
    const response = await guard()(server.origin);
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece).toString());
    expect(pieces).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  test('connections are kept only for those who want it', async () => {
    const fetch = guard({ keepsConnections: true });
    for (let count = 0; count < 6; count += 1) await (await fetch(server.origin)).text();
    // The next request may be sent just before the connection is known to be free.
    expect(server.connections()).toBeLessThanOrEqual(2);
    const single = guard();
    for (let count = 0; count < 6; count += 1) await (await single(other.origin)).text();
    expect(other.connections()).toBe(6);
  });

  test('an address that a proxy leads to goes there, and a private one does not', async () => {
    const seen: string[] = [];
    const fetch = guard({
      allowsPrivate: () => false,
      hasProxy: () => Promise.resolve(true),
      proxied: (input) => {
        seen.push(input instanceof Request ? input.url : new URL(input).href);
        return Promise.resolve(new Response('by proxy'));
      },
    });
    expect(await (await fetch('http://example.org/')).text()).toBe('by proxy');
    await expect(fetch('http://10.0.0.1/')).rejects.toThrow('private');
    expect(seen).toEqual(['http://example.org/']);
  });
});
