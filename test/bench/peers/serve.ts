import { createReadStream, statSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import type { Peer } from './peer.ts';

/** The server of a peer's page. */
export interface PeerServer {
  /** Without a slash at its end. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Media types without which a browser refuses a file, or shows it as text. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The file of a path; the page itself for a path without a file, as in a single-page app. */
function fileOf(folder: string, path: string): string {
  const file = normalize(join(folder, decodeURIComponent(path)));
  const isInside = file.startsWith(folder + sep);
  for (const candidate of [file, `${file}.html`]) {
    if (isInside && statSync(candidate, { throwIfNoEntry: false })?.isFile()) return candidate;
  }
  return join(folder, 'index.html');
}

/** Hands a request to the provider, and its answer back as it comes. */
function passOn(from: IncomingMessage, to: ServerResponse, port: number, path: string): void {
  const { method, headers } = from;
  const passed = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(to);
  });
  passed.on('error', () => to.destroy());
  to.on('close', () => passed.destroy());
  from.pipe(passed);
}

/**
 * Serves a peer's page on 127.0.0.1, with the provider under the same address, so that no peer
 * depends on what another origin may do.
 */
export async function servePeer(peer: Peer, providerPort: number): Promise<PeerServer> {
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://peer');
    const canned = peer.answers[pathname];
    const api = pathname.indexOf('/v1/');
    if (canned !== undefined) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(canned));
    } else if (api !== -1) {
      passOn(incoming, response, providerPort, pathname.slice(api));
    } else {
      const file = fileOf(peer.folder, pathname);
      const type = types[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type });
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
