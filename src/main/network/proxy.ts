import { expected } from '../../shared/expected.ts';
import { readNoProxy } from './no-proxy.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy, and where it was named. Its credentials are for the proxy only and in no message. */
export interface Proxy {
  readonly kind: 'http' | 'https' | 'socks4' | 'socks5';
  readonly hostname: string;
  readonly port: number;
  /** False: names are looked up here and the proxy is told addresses (`socks4://`, `socks5://`). */
  readonly resolvesNames: boolean;
  readonly username: string;
  readonly password: string;
  /** The variable that names it, or the settings of the system. */
  readonly source: string;
}

/** What the settings of the system are called in messages. */
export const systemSource = 'the system settings';

/** Kinds of proxies by the scheme of their address, as curl writes them. */
const schemes: Readonly<Record<string, Pick<Proxy, 'kind' | 'resolvesNames'> & { port: number }>> =
  {
    'http:': { kind: 'http', resolvesNames: true, port: 80 },
    'https:': { kind: 'https', resolvesNames: true, port: 443 },
    'socks:': { kind: 'socks5', resolvesNames: true, port: 1080 },
    'socks4:': { kind: 'socks4', resolvesNames: false, port: 1080 },
    'socks4a:': { kind: 'socks4', resolvesNames: true, port: 1080 },
    'socks5:': { kind: 'socks5', resolvesNames: false, port: 1080 },
    'socks5h:': { kind: 'socks5', resolvesNames: true, port: 1080 },
  };

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that stands for itself.
    return text;
  }
}

/** Reads the address of a proxy. Throws an ExpectedError (`network`) that names its source. */
export function readProxy(value: string, source: string): Proxy {
  const address = value.includes('://') ? value.trim() : `http://${value.trim()}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const kind = url === null ? undefined : schemes[url.protocol];
  if (url !== null && url.hostname !== '' && kind === undefined) {
    throw expected('proxy_kind_unknown', { source, scheme: url.protocol });
  }
  if (url === null || url.hostname === '' || kind === undefined) {
    throw expected('proxy_address_invalid', { source });
  }
  return {
    kind: kind.kind,
    resolvesNames: kind.resolvesNames,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? kind.port : Number(url.port),
    username: decoded(url.username),
    password: decoded(url.password),
    source,
  };
}

/** The address of a proxy for messages: without its credentials. */
export function proxyAddress({ kind, hostname, port }: Proxy): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return `${kind}://${host}:${String(port)}`;
}

/** Which proxy the environment names for a server; null for none. Throws an ExpectedError (`network`). */
export type ProxyOf = (url: URL) => Proxy | null;

interface Named {
  readonly value: string;
  readonly source: string;
}

function named(environment: Environment, name: string): Named | null {
  for (const source of [name, name.toUpperCase()]) {
    const value = environment[source]?.trim() ?? '';
    if (value !== '') return { value, source: name.toUpperCase() };
  }
  return null;
}

/**
 * Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY in either case, small letters first. Without
 * HTTPS_PROXY, ALL_PROXY counts for https, and without either HTTP_PROXY.
 */
export function readProxies(environment: Environment): {
  readonly proxyOf: ProxyOf;
  /** True if any variable names a proxy: the system's settings are then not asked. */
  readonly isNamed: boolean;
  /** True for what is reached directly, whoever names the proxy. */
  readonly isDirect: (url: URL) => boolean;
} {
  const http = named(environment, 'http_proxy');
  const https = named(environment, 'https_proxy');
  const all = named(environment, 'all_proxy');
  const isDirect = readNoProxy(environment['no_proxy'] ?? environment['NO_PROXY'] ?? '');
  return {
    isNamed: http !== null || https !== null || all !== null,
    isDirect,
    proxyOf(url) {
      if (isDirect(url)) return null;
      const chosen = url.protocol === 'https:' ? (https ?? all ?? http) : (http ?? all);
      return chosen === null ? null : readProxy(chosen.value, chosen.source);
    },
  };
}

/** The words that Chromium answers with (`PROXY host:port; SOCKS5 host:port; DIRECT`), by kind. */
const listed: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5h',
};

/** The first proxy of such a list; null when it begins with DIRECT or names none that can be used. */
export function firstListed(list: string): Proxy | null {
  for (const entry of list.slice(0, 2000).split(';')) {
    const [word = '', host = ''] = entry.trim().split(/\s+/);
    if (word.toUpperCase() === 'DIRECT') return null;
    const scheme = listed[word.toUpperCase()];
    if (scheme === undefined || !URL.canParse(`${scheme}://${host}`)) continue;
    return readProxy(`${scheme}://${host}`, systemSource);
  }
  return null;
}

/** The secrets in the proxies of an environment, to be kept out of every message. */
export function proxySecrets(environment: Environment): readonly string[] {
  return ['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => {
    const found = named(environment, name);
    if (found === null) return [];
    try {
      const { username, password } = readProxy(found.value, found.source);
      const pair = Buffer.from(`${username}:${password}`).toString('base64');
      return password === '' ? [] : [password, pair];
    } catch {
      // It is told when it is needed; here there is nothing to keep secret that could be found.
      return [];
    }
  });
}
