import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { createConnections, type Connections } from './connections.ts';
import { createDesk, type Desk } from '../desk.ts';
import type { ApiLimits } from '../limits.ts';
import { refuseBadRequest, wrongAddress } from './early-refusals.ts';
import { listen } from './listen.ts';
import { createModelNames } from '../models.ts';
import { createRoutes, type RoutesOptions } from '../routes.ts';

/** How long answers that are being ended may take to report it (ms). */
const farewellMs = 1000;
/** How often idle connections are checked for (ms). */
const sweepMs = 20;

export interface ApiServerOptions extends Omit<RoutesOptions, 'desk' | 'names' | 'idleTimeoutMs'> {
  /** 0 uses any free port. */
  readonly port: number;
  /** Whether the next free port is acceptable if that one is taken. */
  readonly mayMove: boolean;
}

/** The running API server. */
export interface ApiServer {
  /** `http://127.0.0.1:PORT`; the same port of `::1` works too. */
  readonly address: string;
  /** The port in use: the wanted one, or the next free one. */
  readonly port: number;
  /** Ends the answers for a revoked token, or for an origin that is no longer allowed. */
  endAnswersOf(whose: Parameters<Desk['endOf']>[0]): void;
  /** Ends every answer and closes; resolves when no connection is left. */
  stop(): Promise<void>;
}

function openServer(
  limits: ApiLimits,
  listener: ReturnType<typeof getRequestListener>,
  connections: Connections,
): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeaderSize: limits.headerBytes,
    // The routes refuse a request without a Host, and give a reason.
    requireHostHeader: false,
  });
  server.on('connection', (socket: Socket) => connections.add(socket));
  /** The response in progress on each socket. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (incoming, outgoing) => {
    const { socket }: { socket: Socket } = incoming;
    answers.set(socket, outgoing);
    connections.work(socket);
    outgoing.once('close', () => {
      answers.delete(socket);
      connections.rest(socket);
    });
    void listener(incoming, outgoing);
  });
  server.on('checkContinue', (incoming, outgoing) => {
    // A client that waits for permission need not send a body that would be refused.
    if (Number(incoming.headers['content-length'] ?? 0) <= limits.bodyBytes) {
      outgoing.writeContinue();
    }
    server.emit('request', incoming, outgoing);
  });
  // Unknown expectations may be ignored (RFC 9110 §10.1.1).
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    void refuseBadRequest(error, socket, answers.get(socket));
  });
  return server;
}

/**
 * Starts the API on both loopback addresses. Rejects with PortTaken, or if it cannot listen at all.
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { limits, settings } = options;
  const desk = createDesk(limits.answers, limits.bodiesBytes);
  const app = createRoutes({
    ...options,
    desk,
    names: createModelNames(options.core, limits.modelsMs),
    idleTimeoutMs: () => settings.read().idleTimeoutSeconds * 1000,
  });
  /** The request of an error, which the library does not tell. */
  const asking = new AsyncLocalStorage<IncomingMessage>();
  const fetched = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    // Node reads a refused body to its end, within `requestMs`. The library would cut it off after
    // half a second, and a client that is still sending would not see why it was refused.
    autoCleanupIncoming: false,
    // A malformed URL never reaches the routes.
    errorHandler: () => wrongAddress(asking.getStore()?.headers['accept-language'] ?? ''),
  });
  const listener: typeof fetched = (incoming, outgoing) =>
    asking.run(incoming as IncomingMessage, () => fetched(incoming, outgoing));
  const connections = createConnections(limits.connections);
  const open = (): Server => openServer(limits, listener, connections);
  const { address, port, servers } = await listen(open, options.port, options.mayMove);
  return {
    address,
    port,
    endAnswersOf: (whose) => desk.endOf(whose),
    async stop() {
      const closed = Promise.all(
        servers.map(
          (server) =>
            new Promise((resolve) => {
              server.close(resolve);
            }),
        ),
      );
      desk.endAll();
      const all = (act: (server: Server) => void): void => servers.forEach(act);
      const sweep = setInterval(() => all((server) => server.closeIdleConnections()), sweepMs);
      const patience = setTimeout(() => all((server) => server.closeAllConnections()), farewellMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(patience);
    },
  };
}
