import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../free-port.ts';
import { everything } from './everything.ts';
import { callContext, noSignal, openTestServers, serverOf } from './kit.ts';
import { modernServer } from './servers/modern.ts';

/** Starts a web server with a given handler; returns its address. */
async function web(
  respond: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => respond(request, response, Buffer.concat(chunks).toString()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function run(url: string, rest = {}, options = {}) {
  const opened = await openTestServers({ backoff: [], ...options });
  await opened.servers.apply(serverOf({ kind: 'http', url }, rest), false);
  const source = opened.servers.source('server-1');
  const tools = await source.tools(noSignal);
  return { ...opened, source, tools };
}

/** Returns the error code of a stopped server, or its state if it did not stop. */
async function stoppedWith(url: string, options = {}): Promise<string> {
  const { source } = await run(url, {}, options);
  const state = source.state();
  return state.kind === 'stopped' ? state.error.code : state.kind;
}

describe('a server at an address', () => {
  it('works over Streamable HTTP', async () => {
    const { url } = await everything('streamableHttp');
    const { source, tools, servers } = await run(url);
    expect(source.state()).toMatchObject({ kind: 'ready', era: 'legacy' });
    expect(tools.length).toBeGreaterThan(8);
    const { content } = await source.call('echo', { message: 'hello' }, callContext());
    expect(content).toEqual([{ kind: 'text', text: 'Echo: hello' }]);
    await servers.restart('server-1');
    expect((await source.tools(noSignal)).length).toBe(tools.length);
  });

  it('works over the older HTTP with SSE, which is tried second', async () => {
    const { url } = await everything('sse');
    const { source, tools, servers } = await run(url);
    expect(tools.length).toBeGreaterThan(8);
    const { content } = await source.call('echo', { message: 'hello' }, callContext());
    expect(content).toEqual([{ kind: 'text', text: 'Echo: hello' }]);
    await servers.restart('server-1');
    await source.tools(noSignal);
    const second = servers.log('server-1').filter(({ text }) => text.includes('Streamable HTTP'));
    expect(second).toHaveLength(1);
  });

  it('works in the newest era, with headers of its own', async () => {
    const handler = createMcpHandler(modernServer);
    onTestFinished(() => handler.close());
    const fetch: typeof globalThis.fetch = (input, init) => handler.fetch(new Request(input, init));
    const { source, tools } = await run('http://modern.test/mcp', {}, { fetch });
    expect(source.state()).toMatchObject({ kind: 'ready', era: 'modern' });
    expect(tools.map(({ name }) => name)).toEqual(['add', 'ask', 'consult', 'visit', 'grow']);
    const { content } = await source.call('add', { a: 2, b: 3 }, callContext());
    expect(content).toEqual([{ kind: 'text', text: '5' }]);
  });

  it('is called again in a new session when it was started anew in between', async () => {
    const { url, end, start } = await everything('streamableHttp');
    const { source } = await run(url, {}, { backoff: [100, 100, 100] });
    await end();
    await start();
    const { content } = await source.call('echo', { message: 'two' }, callContext());
    expect(content).toEqual([{ kind: 'text', text: 'Echo: two' }]);
  });

  it('is asked for prompts again in a new session, and missed when it is gone', async () => {
    const { url, end, start } = await everything('streamableHttp');
    const { servers, until } = await run(url, {}, { backoff: [100, 100, 100] });
    const offers = servers.offers('server-1');
    await end();
    const endAgain = await start();
    expect((await offers.prompts(noSignal)).items).toHaveLength(4);
    await endAgain();
    await expect(offers.prompts(noSignal)).rejects.toMatchObject({
      error: { code: 'offer_server_gone' },
    });
    await until('server-1', 'stopped');
  });

  it.each(['streamableHttp', 'sse'] as const)(
    'is noticed when it goes during a call: %s',
    async (kind) => {
      const { url, end } = await everything(kind);
      const { source, until } = await run(url);
      const call = source.call(
        'trigger-long-running-operation',
        { duration: 60, steps: 60 },
        callContext({ onProgress: () => void end() }),
      );
      await expect(call).rejects.toMatchObject({ error: { code: 'tool_server_gone' } });
      await until('server-1', 'stopped');
    },
  );

  it('gets the headers of its fields, with secrets', async () => {
    const seen: (string | undefined)[] = [];
    const url = await web((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(500).end();
    });
    const fields = [{ name: 'Authorization', value: null }];
    const opened = await openTestServers(
      { backoff: [] },
      { secretsOf: () => Promise.resolve({ Authorization: 'Bearer of-a-secret' }) },
    );
    await opened.servers.apply(serverOf({ kind: 'http', url }, { fields }), false);
    await opened.servers.source('server-1').tools(noSignal);
    expect(new Set(seen)).toEqual(new Set(['Bearer of-a-secret']));
    expect(JSON.stringify(opened.servers.log('server-1'))).not.toContain('of-a-secret');
  });

  it.each(['application/json', 'text/event-stream'])(
    'may send a message without end as %s',
    async (contentType) => {
      let sent = 0;
      const url = await web((_request, response, body) => {
        if (body === '') {
          response.writeHead(405).end();
          return;
        }
        const { id, method } = JSON.parse(body) as { id?: number; method: string };
        if (method === 'tools/call') {
          const piece = Buffer.alloc(1024 ** 2, 'x');
          response.writeHead(200, { 'content-type': contentType });
          response.write(contentType === 'application/json' ? '{"jsonrpc":"' : 'data: {"x":"');
          const more = (): void => {
            while (!response.destroyed) {
              sent += piece.length;
              if (!response.write(piece)) break;
            }
          };
          response.on('drain', more);
          more();
          return;
        }
        const result =
          method === 'initialize'
            ? {
                protocolVersion: '2025-11-25',
                capabilities: { tools: {} },
                serverInfo: { name: 'endless', version: '1' },
              }
            : { tools: [{ name: 'work', inputSchema: { type: 'object' } }] };
        if (id === undefined) {
          response.writeHead(202).end();
          return;
        }
        const answer =
          method === 'server/discover'
            ? { error: { code: -32_601, message: 'Unknown method' } }
            : { result };
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
      });
      const { source } = await run(url);
      await expect(source.call('work', {}, callContext())).rejects.toThrow('Test server');
      expect(sent).toBeLessThan(128 * 1024 ** 2);
    },
  );
});

describe('an address at which no server is', () => {
  it('may be a web page', async () => {
    const url = await web((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
    });
    expect(await stoppedWith(url)).toBe('tool_server_not_mcp');
  });

  it('may be another web page for each question', async () => {
    const url = await web((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    });
    expect(await stoppedWith(url)).toBe('tool_server_not_mcp');
  });

  it('may answer with junk', async () => {
    const url = await web((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"junk":');
    });
    expect(await stoppedWith(url)).toBe('tool_server_not_mcp');
  });

  it('may be broken', async () => {
    const url = await web((_request, response) => {
      response.writeHead(503).end('down');
    });
    expect(await stoppedWith(url)).toBe('tool_server_http');
  });

  it('may want a sign-in', async () => {
    const url = await web((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    });
    expect(await stoppedWith(url)).toBe('sign_in');
  });

  it('may be silent', async () => {
    const url = await web(() => undefined);
    const limits = { handshakeMs: 600, probeMs: 200 };
    expect(await stoppedWith(url, { limits })).toBe('tool_server_silent');
  });

  it('may be nothing at all', async () => {
    expect(await stoppedWith(`http://127.0.0.1:${await freePort()}/mcp`)).toBe(
      'tool_server_unreachable',
    );
  });

  it.each(['ftp://example.com/', 'example', 'http://me:secret@example.com/'])(
    'may be none of the web: %s',
    async (url) => {
      expect(await stoppedWith(url)).toBe('tool_server_bad_address');
    },
  );
});
