import { createServer, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { createDesk, type Desk } from './desk.ts';
import { always, errorBody, refusal } from './errors.ts';
import type { ApiLimits } from './limits.ts';
import { createModelNames } from './models.ts';
import { createRoutes, type RoutesOptions } from './routes.ts';

/** Only this machine can reach it. */
const loopback = '127.0.0.1';
/** How many ports after the wanted one are tried, before any that is free. */
const portsTried = 20;
/** How long answers that are told to end may take to say so, in ms. */
const farewellMs = 1000;
/** How often connections are looked for that have nothing more to say, in ms. */
const sweepMs = 20;

export interface ApiServerOptions extends Omit<RoutesOptions, 'desk' | 'names' | 'idleTimeoutMs'> {
  /** 0: any free one. */
  readonly port: number;
}

/** The API while it is switched on. */
export interface ApiServer {
  /** Where it listens: the wanted port, or the next free one. */
  readonly port: number;
  /** Ends the answers of a token that was revoked, or of an origin that is not allowed any more. */
  endAnswersOf(whose: Parameters<Desk['endOf']>[0]): void;
  /** Ends every answer and closes; resolves when no connection is left. */
  stop(): Promise<void>;
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: loopback, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function listen(server: Server, wanted: number): Promise<number> {
  const next = Array.from({ length: portsTried }, (_, index) => wanted + 1 + index);
  const ports = wanted === 0 ? [0] : [wanted, ...next.filter((port) => port < 65_536), 0];
  for (const port of ports) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== 'EADDRINUSE' && code !== 'EACCES') || port === 0) throw error;
    }
  }
  throw new Error('No port was tried.');
}

/** What never became a request is answered by hand. */
function refuseBadRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  isAnswering: boolean,
): void {
  if (isAnswering || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const told =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? refusal(431, 'headers_too_large', 'The headers of this request are too large.')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? refusal(408, 'request_timeout', 'The request took too long to arrive.')
        : refusal(400, 'bad_request', 'This is not a request in HTTP/1.1.');
  const { status } = told.error;
  const body = JSON.stringify(errorBody(told.error));
  const headers = {
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...always,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${body}`,
    () => socket.destroy(),
  );
}

function openServer(limits: ApiLimits, listener: ReturnType<typeof getRequestListener>): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeaderSize: limits.headerBytes,
    // Whoever names no host is refused by the routes, with a reason.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  /** What is being answered on a socket. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (incoming, outgoing) => {
    const { socket }: { socket: Socket } = incoming;
    answers.set(socket, outgoing);
    outgoing.once('close', () => answers.delete(socket));
    void listener(incoming, outgoing);
  });
  server.on('checkContinue', (incoming, outgoing) => {
    // A client that asks first need not send what would be refused.
    if (Number(incoming.headers['content-length'] ?? 0) <= limits.bodyBytes) {
      outgoing.writeContinue();
    }
    server.emit('request', incoming, outgoing);
  });
  // An expectation that nobody knows may be ignored (RFC 9110 §10.1.1).
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseBadRequest(error, socket, answers.get(socket)?.headersSent === true),
  );
  return server;
}

/** Starts the API on loopback; a taken port leads to the next free one. Rejects when it cannot listen at all. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { limits, settings } = options;
  const desk = createDesk(limits.answers, limits.bodiesBytes);
  const app = createRoutes({
    ...options,
    desk,
    names: createModelNames(options.core, limits.modelsMs),
    idleTimeoutMs: () => settings.read().idleTimeoutSeconds * 1000,
  });
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    // What is no address at all does not reach the routes.
    errorHandler: () => {
      const { error } = refusal(
        400,
        'bad_request',
        'The address or Host of this request is not valid.',
      );
      return Response.json(errorBody(error), { status: error.status, headers: always });
    },
  });
  const server = openServer(limits, listener);
  const port = await listen(server, options.port);
  return {
    port,
    endAnswersOf: (whose) => desk.endOf(whose),
    async stop() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      desk.endAll();
      const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
      const patience = setTimeout(() => server.closeAllConnections(), farewellMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(patience);
    },
  };
}
