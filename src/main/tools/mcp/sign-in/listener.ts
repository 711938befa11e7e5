import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signInPage, type SignInPage } from '../../../../shared/words/sign-in-page.ts';

/** What the browser brought back. */
export type BrowserAnswer =
  | { readonly kind: 'code'; readonly code: string; readonly issuer: string | null }
  | {
      readonly kind: 'error';
      readonly error: string;
      readonly description: string;
      readonly issuer: string | null;
    };

/** Waits on this machine for the browser to come back. */
export interface Listener {
  readonly port: number;
  /**
   * Resolves with the first answer that belongs to this sign-in. `path` and `state` say which does;
   * `onStray` hears of each that has the path and not the state.
   */
  answer(expected: {
    readonly path: string;
    readonly state: string;
    readonly onStray: () => void;
  }): Promise<BrowserAnswer>;
  /** Shows the outcome in the browser, then closes. Never rejects. */
  close(outcome: SignInPage | null): Promise<void>;
}

/** The longest time for the browser to take the last page, in ms. */
const farewellMs = 1000;

/** The longest parameter of an answer, in UTF-16 code units. */
const longestParameter = 8000;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

function show(response: ServerResponse, status: number, page: SignInPage): void {
  response.writeHead(status, headers).end(signInPage(page));
}

/** Returns a parameter that occurs exactly once and is not too long; null otherwise. */
function single(parameters: URLSearchParams, name: string): string | null {
  const [value, ...rest] = parameters.getAll(name);
  return value === undefined || rest.length > 0 || value.length > longestParameter ? null : value;
}

/** Returns the answer in a redirect; null if it does not belong to the sign-in with this state. */
function answerIn(parameters: URLSearchParams, state: string): BrowserAnswer | null {
  if (single(parameters, 'state') !== state) return null;
  const hasIssuer = parameters.has('iss');
  const issuer = single(parameters, 'iss');
  if (hasIssuer && issuer === null) return null;
  const code = single(parameters, 'code');
  const error = single(parameters, 'error');
  if (code !== null && code !== '' && error === null) return { kind: 'code', code, issuer };
  if (error === null) return null;
  const description = single(parameters, 'error_description') ?? '';
  return { kind: 'error', error, description, issuer };
}

/** Opens a port; 0 for any. Rejects with the error of Node. */
async function listenOn(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  // This rejects if the server reports an error first.
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * Opens a listener on 127.0.0.1 for the answer of the browser. Every other request gets a plain
 * refusal and changes nothing. Rejects with the error of Node if the port cannot be opened.
 */
export async function openListener(port: number): Promise<Listener> {
  let handle: ((url: URL, response: ServerResponse) => void) | null = null;
  /** The browser's request that gets the outcome. */
  let last: ServerResponse | null = null;

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const host = `127.0.0.1:${ownPort}`;
    const url = URL.parse(request.url ?? '', `http://${host}`);
    // Another name for this machine may have been made up by a web page (DNS rebinding).
    const isOurs = request.method === 'GET' && request.headers.host === host && url?.host === host;
    if (!isOurs || handle === null) response.writeHead(404, { connection: 'close' }).end();
    else handle(url, response);
  };
  const server = createServer(
    { maxHeaderSize: 32 * 1024, headersTimeout: 5000, requestTimeout: 5000 },
    onRequest,
  );
  server.maxConnections = 100;
  const ownPort = await listenOn(server, port);

  return {
    port: ownPort,
    answer: ({ path, state, onStray }) =>
      new Promise((resolve) => {
        handle = (url, response) => {
          if (url.pathname !== path) {
            response.writeHead(404, { connection: 'close' }).end();
            return;
          }
          const answer = answerIn(url.searchParams, state);
          if (answer === null) {
            show(response, 400, { kind: 'stray' });
            onStray();
          } else if (last !== null) show(response, 409, { kind: 'again' });
          else {
            last = response;
            resolve(answer);
          }
        };
      }),
    async close(outcome) {
      const closed = once(server, 'close');
      server.close();
      if (last !== null && outcome !== null) show(last, 200, outcome);
      const tooLong = setTimeout(
        () => server.closeAllConnections(),
        outcome === null ? 0 : farewellMs,
      );
      await closed;
      clearTimeout(tooLong);
    },
  };
}
