import { createServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePortAfter, listen, PortTaken } from '../../../src/main/local-api/http/listen.ts';
import { rigForTest } from './support.ts';

/** A machine without some addresses: listening there fails with the system's own error. */
function openWithout(missing: readonly string[], code = 'EADDRNOTAVAIL'): () => Server {
  return () => {
    const server = createServer();
    const listenReally = server.listen.bind(server) as (...given: unknown[]) => Server;
    server.listen = ((options: { readonly host: string }, ...rest: unknown[]) => {
      if (!missing.includes(options.host)) return listenReally(options, ...rest);
      const error = Object.assign(new Error(`listen ${code}`), { code });
      queueMicrotask(() => server.emit('error', error));
      return server;
    }) as Server['listen'];
    onTestFinished(() => void server.close());
    return server;
  };
}

const addressesOf = (servers: readonly Server[]): readonly string[] =>
  servers.map((server) => (server.address() as AddressInfo).address);

describe('listening', () => {
  it('is on both loopback addresses, at the same port', async () => {
    const { address, port, servers } = await listen(openWithout([]), 0, false);
    expect(address).toBe(`http://127.0.0.1:${port}`);
    expect(addressesOf(servers)).toEqual(['127.0.0.1', '::1']);
    expect(servers.map((server) => (server.address() as AddressInfo).port)).toEqual([port, port]);
  });

  it.each(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])(
    'is on the other where one is switched off (%s)',
    async (code) => {
      const four = await listen(openWithout(['::1'], code), 0, false);
      expect(addressesOf(four.servers)).toEqual(['127.0.0.1']);
      const six = await listen(openWithout(['127.0.0.1'], code), 0, false);
      expect(six.address).toBe(`http://[::1]:${six.port}`);
      expect(addressesOf(six.servers)).toEqual(['::1']);
      await expect(listen(openWithout(['127.0.0.1', '::1'], code), 0, false)).rejects.toThrow(code);
    },
  );

  it('is not half there when only one address is free', async () => {
    const other = openWithout([])();
    await new Promise<void>((resolve) => {
      other.listen(0, '::1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const opened: Server[] = [];
    const open = (): Server => {
      const server = openWithout([])();
      opened.push(server);
      return server;
    };
    await expect(listen(open, port, false)).rejects.toBeInstanceOf(PortTaken);
    expect(opened.some((server) => server.listening)).toBe(false);
    const moved = await listen(open, port, true);
    expect(moved.port).toBeGreaterThan(port);
    expect(addressesOf(moved.servers)).toEqual(['127.0.0.1', '::1']);
  });

  it('offers a port that is free', async () => {
    const { port } = await listen(openWithout([]), 0, false);
    const free = await freePortAfter(port);
    expect(free).not.toBe(port);
    const taken = await listen(openWithout([]), free ?? 0, false);
    expect(taken.port).toBe(free);
    expect(await freePortAfter(65_535)).not.toBeNull();
  });
});

it('answers at both addresses, with the same guards', async () => {
  const rig = await rigForTest();
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    const address = `http://${host}:${rig.port}`;
    const headers = { authorization: `Bearer ${rig.token}` };
    expect((await fetch(`${address}/v1/models`, { headers })).status).toBe(200);
    expect((await fetch(`${address}/v1/models`)).status).toBe(401);
    const foreign = await fetch(`${address}/v1/models`, {
      headers: { ...headers, origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  }
});
