import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that reached the place. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Document = Record<string, unknown>;

/** An answer of the place. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Document;
}

/** Listens on a free port of 127.0.0.1. */
export async function listen(
  handle: (seen: Seen, request: IncomingMessage, response: ServerResponse) => void,
) {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const { method = '', headers } = incoming;
      const body = Buffer.concat(chunks).toString();
      handle(
        { method, path: url.pathname, query: url.searchParams, headers, body },
        incoming,
        response,
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Sends an answer: nothing, one without an end, or a proper one. */
export function send(response: ServerResponse, answer: Answer | 'never' | 'endless'): void {
  if (answer === 'never') return;
  if (answer === 'endless') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (!response.destroyed && response.write(`"${'x'.repeat(16_384)}"`));
    };
    response.on('drain', more);
    more();
    return;
  }
  const { status, headers = {}, body = '' } = answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}
