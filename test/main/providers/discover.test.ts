import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { discoverServers } from '../../../src/main/providers/discover.ts';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { startProvider } from '../../provider/provider.ts';

const closers: (() => unknown)[] = [];
afterEach(() => Promise.all(closers.splice(0).map((close) => close())));

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((closed) => server.close(closed)));
  return (server.address() as AddressInfo).port;
}

const web = (type: string, body: string, status = 200): Promise<number> =>
  listen(
    createServer((_request, response) => {
      response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
    }),
  );

test('finds model servers among everything else that may listen on those ports', async () => {
  const provider = await startProvider({ models: ['llama', 'qwen'] });
  closers.push(() => provider.close());
  const locked = await startProvider({ apiKey: 'sk-secret' });
  closers.push(() => locked.close());
  const silent = createTcpServer((socket) => {
    closers.push(() => socket.destroy());
  });
  const silentPort = await listen(silent);
  const free = createTcpServer();
  const freePort = await listen(free);
  await closers.pop()?.();

  const ports = {
    'A web app': await web('text/html', '<!doctype html><title>My app</title>'),
    'Another API': await web('application/json', '{"data":[{"name":"no id"}]}'),
    'An error': await web('application/json', '{"data":[]}', 500),
    'Too much': await web('application/json', `{"data":[{"id":"${'x'.repeat(5_000_000)}"}]}`),
    Silent: silentPort,
    'Nobody there': freePort,
    Locked: locked.port,
    Found: provider.port,
    'Ollama without models': await web('application/json', '{"object":"list","data":null}'),
  };
  const servers = Object.entries(ports).map(([name, port]) => ({ name, port }));
  const found = await discoverServers({ fetch: createServerFetch({}), servers, timeoutMs: 3000 });
  expect(found).toEqual([
    {
      name: 'Found',
      baseUrl: `http://localhost:${provider.port}/v1`,
      models: [{ id: 'llama' }, { id: 'qwen' }],
    },
    {
      name: 'Ollama without models',
      baseUrl: `http://localhost:${ports['Ollama without models']}/v1`,
      models: [],
    },
  ]);
});

test('a redirect away from this machine is not followed', async () => {
  const elsewhere = await startProvider();
  closers.push(() => elsewhere.close());
  const port = await listen(
    createServer((_request, response) => {
      response
        .writeHead(302, { location: `${elsewhere.baseUrl}/models`, connection: 'close' })
        .end();
    }),
  );
  const servers = [{ name: 'Redirects', port }];
  expect(await discoverServers({ fetch: createServerFetch({}), servers })).toEqual([]);
  expect(elsewhere.requests).toEqual([]);
});
