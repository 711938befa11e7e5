import { expected } from '../../shared/errors.ts';
import { isUnknownAuthority, trustSystemCertificates } from './system-certificates.ts';

type Fetch = typeof globalThis.fetch;
type Environment = Readonly<Record<string, string | undefined>>;

/** How long a TCP and TLS connection may take, in ms. */
const connectTimeoutMs = 10_000;

/** Never through a proxy: a server on this machine is not the proxy's to reach. */
const loopbackHosts = 'localhost,127.0.0.1,::1';

/** Proxies are configured by URL; undici would throw its own, less helpful, error later. */
function proxyFrom(environment: Environment, name: 'http_proxy' | 'https_proxy'): string {
  const value = environment[name] ?? environment[name.toUpperCase()] ?? '';
  if (value === '') return '';
  const address = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(address)) return address;
  throw expected(
    'network',
    `The proxy in ${name.toUpperCase()} is not a valid address. Correct or unset that variable and start Parley again.`,
  );
}

/** True if the environment names a proxy. */
export function hasProxy(environment: Environment = process.env): boolean {
  return (['http_proxy', 'https_proxy'] as const).some(
    (name) => (environment[name] ?? environment[name.toUpperCase()] ?? '') !== '',
  );
}

async function openFetch(environment: Environment): Promise<Fetch> {
  const httpProxy = proxyFrom(environment, 'http_proxy');
  const httpsProxy = proxyFrom(environment, 'https_proxy');
  const noProxy = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  const undici = await import('undici');
  const agent = new undici.EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: noProxy === '' ? loopbackHosts : `${noProxy},${loopbackHosts}`,
    connectTimeout: connectTimeoutMs,
    // Streams gain nothing from HTTP/2 here, and Node's own fetch does without it too.
    allowH2: false,
  });
  // Set for each request, since not every client that the agent makes passes its options on. Without
  // this a slow model dies after undici's 300 s; the turn's own idle timeout watches instead.
  const patient = agent.compose(
    (dispatch) => (options, handler) =>
      dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
  );
  const fetch = undici.fetch as unknown as (
    input: Parameters<Fetch>[0],
    init: object,
  ) => Promise<Response>;
  return (input, init) => fetch(input, { ...init, dispatcher: patient });
}

/**
 * Makes the `fetch` for real servers: no limit on the wait for headers or between bytes, HTTP_PROXY,
 * HTTPS_PROXY and NO_PROXY honoured, loopback always reached directly. As the fetch standard asks, a
 * redirect to another origin loses the Authorization header. Certificates count that Mozilla or this
 * computer's own list vouches for. undici is loaded with the first request.
 * Rejects as fetch does, or with an ExpectedError (`network`) for a proxy that is no URL.
 */
export function createServerFetch(environment: Environment = process.env): Fetch {
  let opened: Promise<Fetch> | null = null;
  return async (input, init) => {
    opened ??= openFetch(environment);
    const fetch = await opened;
    try {
      return await fetch(input, init);
    } catch (error) {
      if (!isUnknownAuthority(error) || !trustSystemCertificates()) throw error;
      return fetch(input, init);
    }
  };
}
