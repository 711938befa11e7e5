import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';

/** A local server that counts its connections. */
export interface Listening {
  readonly port: number;
  readonly origin: string;
  /** Number of connections accepted so far. */
  connections(): number;
  /** Number of open connections. */
  open(): number;
  respond(listener: RequestListener): void;
  close(): void;
}

/** Starts a server on 127.0.0.1. */
export async function listen(
  first: RequestListener = (_request, response) => response.end('ok'),
): Promise<Listening> {
  let listener = first;
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => listener(request, response));
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    connections: () => connections,
    open: () => sockets.size,
    respond: (next) => (listener = next),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Creates a resolver that returns the addresses of each name in turn, and then repeats the last
 * one.
 */
export function resolver(names: Readonly<Record<string, readonly string[]>>): LookupFunction {
  const asked = new Map<string, number>();
  return (hostname, options, callback) => {
    const addresses = names[hostname];
    if (addresses === undefined) {
      callback(Object.assign(new Error(`getaddrinfo ${hostname}`), { code: 'ENOTFOUND' }), '');
      return;
    }
    const count = asked.get(hostname) ?? 0;
    asked.set(hostname, count + 1);
    const address = addresses[Math.min(count, addresses.length - 1)] ?? '';
    const family = address.includes(':') ? 6 : 4;
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}
