import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Real servers on loopback for a test, closed together. */
export interface LocalServers {
  /** Starts a server and returns its origin. */
  serve(handler: RequestListener): Promise<string>;
  closeAll(): Promise<void>;
}

/** Makes the set of a test's servers. */
export function createLocalServers(): LocalServers {
  const open: Server[] = [];
  return {
    async serve(handler) {
      const server = createServer(handler);
      open.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    },
    async closeAll() {
      await Promise.all(
        open.splice(0).map((server) => {
          server.closeAllConnections();
          return new Promise((closed) => server.close(closed));
        }),
      );
    },
  };
}

/** What a server does at its paths. Anything else is a web page, as many servers send it. */
export type Places = Readonly<Record<string, (request: IncomingMessage) => [number, unknown]>>;

/** A handler that knows some paths (`GET /v1/models`) and records requests. */
export function placesHandler(
  places: Places,
  asked: IncomingMessage[],
  otherwise: [number, unknown] = [404, '<!doctype html><title>Not here</title>'],
): RequestListener {
  return (request, response) => {
    asked.push(request);
    request.resume();
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const [status, body] = places[`${request.method ?? ''} ${path}`]?.(request) ?? otherwise;
    const isPage = typeof body === 'string';
    response.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json' });
    response.end(isPage ? body : JSON.stringify(body));
  };
}

/** A fetch that resolves any host to `origin` and keeps the Host header. */
export function fetchTo(origin: string, to: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const wanted = new URL(input instanceof Request ? input.url : String(input));
    const headers = new Headers(init?.headers);
    headers.set('x-wanted-host', wanted.host);
    return to(`${origin}${wanted.pathname}${wanted.search}`, { ...init, headers });
  };
}
