import type { Transport } from '@modelcontextprotocol/client';
import { expected, ExpectedError } from '../../../../shared/expected.ts';
import type { ToolTransport } from '../../../../shared/model/tools.ts';
import { createClient } from '../client.ts';
import type { ConnectOptions, Connection } from '../connection.ts';
import type { Verdict } from '../eras.ts';
import { loadSdk, type McpSdk } from '../sdk.ts';
import { httpError, isWrongKindOfServer } from './http-error.ts';
import { limitMessages } from './message-limit.ts';

type Http = Extract<ToolTransport, { kind: 'http' }>;

/** Time limit for telling a server that its session has ended, in ms. */
const farewellMs = 1000;

function addressOf(text: string, server: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol);
  if (!isWeb || url.username !== '' || url.password !== '') {
    throw expected('tool_server_bad_address', { server });
  }
  return url;
}

/**
 * The error code of a substitute for an answer that will not come; from the range reserved for
 * implementations.
 */
export const cutOffCode = -32_065;

/** Answers a request whose stream ended without an answer. The SDK would keep waiting. */
function noticeCutOffs(transport: Transport): void {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    if (!('method' in message) || !('id' in message) || typeof message.id !== 'number')
      return send(message, options);
    const { id } = message;
    return send(message, {
      ...options,
      onRequestStreamEnd() {
        options?.onRequestStreamEnd?.();
        const error = { code: cutOffCode, message: 'the connection broke off' };
        // The SDK drops this if the answer has already arrived.
        transport.onmessage?.({ jsonrpc: '2.0', id, error });
      },
    });
  };
}

/** Closes the connection when its stream breaks, because the server then forgets the session. */
function endWithStream(sdk: McpSdk, transport: Transport): void {
  const tell = transport.onerror;
  const onerror = (error: Error): void => {
    tell?.(error);
    if (error instanceof sdk.SseError) void transport.close();
  };
  Object.assign(transport, { onerror });
}

async function attempt(
  options: ConnectOptions,
  sdk: McpSdk,
  url: URL,
  how: Verdict | 'ask',
): Promise<Connection> {
  const { values, fetch, limits, signal, session } = options;
  const limited = limitMessages(fetch, options.server.name);
  const gate = session?.gate(limited) ?? null;
  const refusal = (error: unknown): ExpectedError | null => gate?.refusal(sdk, error) ?? null;
  const init = {
    fetch: gate?.fetch ?? limited,
    requestInit: { headers: { ...values } },
    // The person is asked before a sign-in goes further.
    onInsufficientScope: 'throw' as const,
  };
  const http = how === 'sse' ? null : new sdk.StreamableHTTPClientTransport(url, init);
  const transport: Transport = http ?? new sdk.SSEClientTransport(url, init);
  if (http !== null) noticeCutOffs(http);
  const client = createClient({ ...options, sdk, probeMs: how === 'ask' ? limits.probeMs : null });
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  Object.assign(transport, { onclose: resolve });
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
  const onAbort = (): void => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  // An SSE server that never sends its endpoint would be awaited for ever.
  const tooLong = setTimeout(
    () => stop(new sdk.SdkError(sdk.SdkErrorCode.RequestTimeout, 'No answer in time')),
    limits.handshakeMs,
  );
  try {
    const connecting = client.connect(transport, {
      timeout: limits.handshakeMs,
      ...(how === 'ask' ? {} : { prior: { kind: 'legacy' } }),
    });
    // This also rejects after the other promise has won the race.
    connecting.catch(() => undefined);
    await Promise.race([connecting, stopped]);
    if (http === null) endWithStream(sdk, transport);
  } catch (error) {
    await transport.close().catch(() => undefined);
    throw refusal(error) ?? error;
  } finally {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', onAbort);
  }
  return {
    client,
    isRemote: true,
    refusal,
    closed,
    async close() {
      // If the server cannot be notified, its session expires by itself.
      const farewell = http?.sessionId === undefined ? null : http.terminateSession();
      await Promise.race([
        farewell?.catch(() => undefined),
        new Promise((done) => {
          setTimeout(done, farewell === null || farewell === undefined ? 0 : farewellMs);
        }),
      ]);
      await client.close().catch(() => undefined);
      resolve();
    },
  };
}

async function firstThatWorks(
  options: ConnectOptions,
  sdk: McpSdk,
  url: URL,
  known: Verdict | null,
): Promise<readonly [Connection, Verdict | null]> {
  if (known !== null) return [await attempt(options, sdk, url, known), known];
  try {
    const connection = await attempt(options, sdk, url, 'ask');
    return [connection, connection.client.getProtocolEra() === 'legacy' ? 'legacy' : null];
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof ExpectedError) throw error;
    if (!isWrongKindOfServer(sdk, error)) throw error;
    options.log.note({ kind: 'older_http' });
    try {
      return [await attempt(options, sdk, url, 'sse'), 'sse'];
    } catch (second) {
      options.signal.throwIfAborted();
      options.log.note({ kind: 'no_older_http', said: String(second) });
      throw error;
    }
  }
}

/** Connects to a server at a URL. */
export async function connectHttp(options: ConnectOptions, transport: Http): Promise<Connection> {
  const { server, eras, log, limits, signal } = options;
  const url = addressOf(transport.url, server.name);
  const sdk = await loadSdk();
  signal.throwIfAborted();
  log.begin();
  log.note({ kind: 'connect', address: `${url.origin}${url.pathname}` });
  try {
    const [connection, verdict] = await firstThatWorks(options, sdk, url, eras.read(server));
    if (verdict !== null) eras.write(server, verdict);
    return connection;
  } catch (error) {
    signal.throwIfAborted();
    eras.forget(server.id);
    if (error instanceof ExpectedError) throw error;
    const { handshakeMs } = limits;
    throw httpError(sdk, error, { server: server.name, log, handshakeMs, address: url.origin });
  }
}
