import { expect, it } from 'vitest';
import * as undici from 'undici';
import { createProxyAgents } from '../../../src/main/network/proxy-agents.ts';
import type { Proxy } from '../../../src/main/network/proxy.ts';

it('keeps the agents of eight proxies, and closes the oldest for a ninth', async () => {
  const agentOf = createProxyAgents(undici);
  const proxy = (port: number): Proxy => ({
    kind: 'http',
    hostname: '127.0.0.1',
    port,
    username: '',
    password: '',
    resolvesNames: true,
    source: 'HTTP_PROXY',
  });
  const first = agentOf(proxy(1));
  for (let port = 2; port <= 8; port += 1) agentOf(proxy(port));
  expect(agentOf(proxy(1))).toBe(first);
  agentOf(proxy(9));
  await expect(
    first.request({ origin: 'http://127.0.0.1:9', path: '/', method: 'GET' }),
  ).rejects.toBeInstanceOf(undici.errors.ClientClosedError);
  expect(agentOf(proxy(1))).not.toBe(first);
});
