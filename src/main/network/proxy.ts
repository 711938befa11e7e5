import { expected } from '../../shared/expected.ts';
import { readNoProxy } from './no-proxy.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A proxy and where it is configured. Its credentials are for the proxy only and never appear in a
 * message.
 */
export interface Proxy {
  readonly kind: 'http' | 'https' | 'socks4' | 'socks5';
  readonly hostname: string;
  readonly port: number;
  /** False if names are resolved here and the proxy gets addresses (`socks4://`, `socks5://`). */
  readonly resolvesNames: boolean;
  readonly username: string;
  readonly password: string;
  /** The environment variable that configures it, or the system settings. */
  readonly source: string;
}

/** The name of the system settings in messages. */
export const systemSource = 'the system settings';

/** Proxy kinds by URL scheme, as curl writes them. */
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
    // A literal percent sign.
    return text;
  }
}

/** Parses the address of a proxy. Throws an ExpectedError (`network`) that names its source. */
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

/** The address of a proxy for messages, without its credentials. */
export function proxyAddress({ kind, hostname, port }: Proxy): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return `${kind}://${host}:${String(port)}`;
}

/**
 * The proxy that the environment configures for a server; null for none. Throws an ExpectedError
 * (`network`).
 */
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
 * Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY in upper or lower case; lower case takes
 * precedence. For https, ALL_PROXY substitutes for a missing HTTPS_PROXY, and HTTP_PROXY for both.
 */
export function readProxies(environment: Environment): {
  readonly proxyOf: ProxyOf;
  /** True if any variable configures a proxy: then the system's settings are ignored. */
  readonly isNamed: boolean;
  /** True for what is reached directly, no matter who configures the proxy. */
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

/** Chromium's proxy types (`PROXY host:port; SOCKS5 host:port; DIRECT`), with our schemes. */
const listed: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5h',
};

/**
 * The first proxy of such a list; null if it begins with DIRECT or contains none that can be used.
 */
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

/** The secrets in an environment's proxies, to be kept out of every message. */
export function proxySecrets(environment: Environment): readonly string[] {
  return ['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => {
    const found = named(environment, name);
    if (found === null) return [];
    try {
      const { username, password } = readProxy(found.value, found.source);
      const pair = Buffer.from(`${username}:${password}`).toString('base64');
      return password === '' ? [] : [password, pair];
    } catch {
      // The invalid address is reported when it is used. Here it contains no secret that could be
      // found.
      return [];
    }
  });
}
