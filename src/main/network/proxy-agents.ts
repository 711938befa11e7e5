import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import type * as UndiciModule from 'undici';
import type { buildConnector, Dispatcher } from 'undici';
import { asProxyError, ProxyError, refusedBy, type ProxyFailure } from './proxy-error.ts';
import { proxyAddress, type Proxy } from './proxy.ts';

type Undici = typeof UndiciModule;

/** How long establishing a TCP and TLS connection may take, both to a proxy and through it (ms). */
export const connectTimeoutMs = 10_000;

/**
 * The most proxies to remember; the system's settings may change as a person moves between
 * networks.
 */
const maxAgents = 8;

/** Wraps a connector in a promise. */
function connected(
  connect: buildConnector.connector,
  options: buildConnector.Options,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connect(options, (error, socket) => {
      if (error === null) resolve(socket);
      else reject(error);
    });
  });
}

/**
 * Creates a connection pool to an HTTP proxy. Any failure before the tunnel is established is the
 * proxy's.
 */
function poolTo(undici: Undici, address: string, proxy: Proxy): Dispatcher {
  const connect = undici.buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  // TLS accepts only names for SNI, not addresses.
  const servername = isIP(proxy.hostname) === 0 ? proxy.hostname : '';
  const pool = new undici.Pool(address, {
    connect: (options: buildConnector.Options, callback: buildConnector.Callback) =>
      connect({ ...options, servername }, (error, socket) => {
        if (error === null) callback(null, socket);
        else callback(asProxyError(error, proxy), null);
      }),
    headersTimeout: connectTimeoutMs * 3,
  });
  const openTunnel = pool.connect.bind(pool);
  const openNamed = async (options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    const opened = await openTunnel(options).catch((error: unknown) => {
      throw asProxyError(error, proxy);
    });
    if (opened.statusCode === 200) return opened;
    opened.socket.on('error', () => undefined).destroy();
    throw refusedBy(proxy, opened.statusCode);
  };
  return Object.assign(pool, { connect: openNamed });
}

function httpAgent(undici: Undici, proxy: Proxy): Dispatcher {
  const { username, password } = proxy;
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  const address = proxyAddress(proxy);
  return new undici.ProxyAgent({
    uri: address,
    ...(username === '' && password === '' ? {} : { token: `Basic ${pair}` }),
    connectTimeout: connectTimeoutMs,
    allowH2: false,
    clientFactory: () => poolTo(undici, address, proxy),
    factory: (origin, options) =>
      // Plain http is sent to the proxy itself, everything else through a tunnel.
      new URL(origin).href === new URL(address).href
        ? poolTo(undici, address, proxy)
        : new undici.Pool(origin, options),
  });
}

/** Classifies a SOCKS client's error by its message; the error itself contains the password. */
function socksFailure(message: string): ProxyFailure {
  if (/timed out/i.test(message)) return { kind: 'slow' };
  if (/authentication/i.test(message)) return { kind: 'wants_credentials' };
  if (/NotAllowed/.test(message)) return { kind: 'forbids', status: 'not allowed' };
  const [, reason = 'refused'] = /rejected connection(?: - \(?(\w+)\)?)?/i.exec(message) ?? [];
  if (/rejected connection/i.test(message)) {
    const status = reason.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
    return { kind: 'cut_off', status };
  }
  return { kind: /closed/i.test(message) ? 'closed' : 'other_kind' };
}

/** Opens a connection to the host through a SOCKS proxy. */
async function openSocks(
  undici: Undici,
  proxy: Proxy,
  { hostname, protocol, port }: buildConnector.Options,
): Promise<Socket> {
  const connect = undici.buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = proxy.kind === 'socks4' ? 4 : 0;
  // A failed DNS lookup concerns the server and is reported as such.
  const target =
    proxy.resolvesNames || isIP(host) !== 0 ? host : (await lookup(host, { family })).address;
  const socket = await connected(connect, {
    hostname: proxy.hostname,
    protocol: 'http:',
    port: String(proxy.port),
  }).catch((error: unknown) => {
    throw asProxyError(error, proxy);
  });
  const { SocksClient } = await import('socks');
  try {
    await SocksClient.createConnection({
      command: 'connect',
      existing_socket: socket,
      timeout: connectTimeoutMs,
      proxy: {
        host: proxy.hostname,
        port: proxy.port,
        type: proxy.kind === 'socks4' ? 4 : 5,
        ...(proxy.username === '' ? {} : { userId: proxy.username, password: proxy.password }),
      },
      destination: { host: target, port: Number(port) || (protocol === 'https:' ? 443 : 80) },
    });
    return socket;
  } catch (error) {
    socket.destroy();
    const message = error instanceof Error ? error.message : '';
    throw new ProxyError(proxy, socksFailure(message), message.slice(0, 100));
  }
}

function socksAgent(undici: Undici, proxy: Proxy): Dispatcher {
  const secure = undici.buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  return new undici.Agent({
    allowH2: false,
    connect(options: buildConnector.Options, callback: buildConnector.Callback) {
      const open = async (): Promise<void> => {
        let socket: Socket;
        try {
          socket = await openSocks(undici, proxy, options);
        } catch (error) {
          callback(error instanceof Error ? error : new Error(String(error)), null);
          return;
        }
        if (options.protocol === 'https:') secure({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      };
      void open();
    },
  });
}

/**
 * Creates the function that finds the dispatcher for a proxy. Each proxy has one, with its own
 * connections.
 */
export function createProxyAgents(undici: Undici): (proxy: Proxy) => Dispatcher {
  const agents = new Map<string, Dispatcher>();
  return (proxy) => {
    const key = JSON.stringify(proxy);
    const known = agents.get(key);
    if (known !== undefined) return known;
    const isSocks = proxy.kind === 'socks4' || proxy.kind === 'socks5';
    const agent = isSocks ? socksAgent(undici, proxy) : httpAgent(undici, proxy);
    const [oldest] = agents.keys();
    if (agents.size >= maxAgents && oldest !== undefined) {
      void agents.get(oldest)?.close();
      agents.delete(oldest);
    }
    agents.set(key, agent);
    return agent;
  };
}
