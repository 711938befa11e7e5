import type { Dispatcher } from 'undici';
import { connectTimeoutMs, createProxyAgents } from '../network/proxy-agents.ts';
import { proxyErrorIn, refusedBy } from '../network/proxy-error.ts';
import { firstListed, readProxies, type Environment, type Proxy } from '../network/proxy.ts';
import { isUnknownAuthority, trustSystemCertificates } from '../network/system-certificates.ts';

type Fetch = typeof globalThis.fetch;

/**
 * Asks the system which proxies to use for an address, in the format of Electron's
 * `session.resolveProxy`.
 */
export type ResolveProxy = (url: string) => Promise<string>;

/** Finds the proxy for a server; null for none. Rejects with an ExpectedError (`network`). */
export type FindProxy = (url: URL) => Promise<Proxy | null>;

/** How long the system's answer for an origin is valid (ms); people change networks. */
const systemAnswerMs = 10_000;
const maxAnswers = 100;

/** How long to wait for the system, which may be loading a proxy script (ms). */
const longestAnswerMs = 5000;

/** Caches the system's answers briefly. */
function rememberedSystem(resolveProxy: ResolveProxy): (url: URL) => Promise<Proxy | null> {
  const answers = new Map<string, { readonly at: number; readonly proxy: Promise<Proxy | null> }>();
  async function ask(url: URL): Promise<Proxy | null> {
    const patience = new Promise<string>((resolve) => {
      setTimeout(resolve, longestAnswerMs, 'DIRECT').unref();
    });
    try {
      // Only the origin is passed on: the path may be private.
      return firstListed(await Promise.race([resolveProxy(`${url.origin}/`), patience]));
    } catch {
      // A system that does not answer names no proxy.
      return null;
    }
  }
  return (url) => {
    const known = answers.get(url.origin);
    if (known !== undefined && Date.now() - known.at < systemAnswerMs) return known.proxy;
    if (answers.size >= maxAnswers) answers.clear();
    const proxy = ask(url);
    answers.set(url.origin, { at: Date.now(), proxy });
    return proxy;
  };
}

/**
 * Creates the function that finds the proxy for a server: from the environment's HTTP_PROXY,
 * HTTPS_PROXY and ALL_PROXY, else from the system. NO_PROXY applies to both, and this machine is
 * always reached directly.
 */
export function createFindProxy(environment: Environment, resolveProxy?: ResolveProxy): FindProxy {
  const { proxyOf, isNamed, isDirect } = readProxies(environment);
  const system = resolveProxy === undefined ? null : rememberedSystem(resolveProxy);
  return async (url) => {
    if (isNamed) return proxyOf(url);
    return system === null || isDirect(url) ? null : system(url);
  };
}

/** undici reports only in its message that a proxy rejected plain http. */
function named(error: unknown, proxy: Proxy): unknown {
  if (proxyErrorIn(error) !== null) return error;
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth += 1) {
    const [, status] =
      /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(one.message) ?? [];
    if (status !== undefined) return refusedBy(proxy, Number(status));
    one = one.cause;
  }
  return error;
}

/** Loads the code that {@link createServerFetch} requests with. */
export const loadFetchCode = () => import('undici');

async function openFetch(findProxy: FindProxy): Promise<Fetch> {
  const undici = await loadFetchCode();
  const agents = createProxyAgents(undici);
  // Set for each request, because not every client that an agent creates passes its options on.
  // Without this, a slow model fails after undici's 300 s; the turn's own idle timeout takes over.
  const patient = (agent: Dispatcher): Dispatcher =>
    agent.compose(
      (dispatch) => (options, handler) =>
        dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
    );
  const direct = patient(
    new undici.Agent({
      connectTimeout: connectTimeoutMs,
      // Streams gain nothing from HTTP/2 here, and Node's own fetch does not use it either.
      allowH2: false,
    }),
  );
  const fetch = undici.fetch as unknown as (
    input: Parameters<Fetch>[0],
    init: object,
  ) => Promise<Response>;
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    // fetch itself rejects an invalid address.
    const proxy = URL.canParse(address) ? await findProxy(new URL(address)) : null;
    if (proxy === null) return fetch(input, { ...init, dispatcher: direct });
    try {
      return await fetch(input, { ...init, dispatcher: patient(agents(proxy)) });
    } catch (error) {
      throw named(error, proxy);
    }
  };
}

/**
 * Creates the `fetch` for real servers. There is no limit on the wait for headers or between bytes.
 * Proxies are found by {@link createFindProxy}; a proxy that fails is a `ProxyError`. As the fetch
 * standard demands, a redirect to another origin loses the Authorization header. Certificates are
 * trusted if Mozilla's list or this computer's own vouches for them. undici is loaded on the first
 * request. Rejects as fetch does, or with an ExpectedError (`network`) for a proxy that is not a
 * URL.
 */
export function createServerFetch(
  environment: Environment = process.env,
  resolveProxy?: ResolveProxy,
): Fetch {
  const findProxy = createFindProxy(environment, resolveProxy);
  let opened: Promise<Fetch> | null = null;
  return async (input, init) => {
    opened ??= openFetch(findProxy);
    const fetch = await opened;
    try {
      return await fetch(input, init);
    } catch (error) {
      if (!isUnknownAuthority(error) || !trustSystemCertificates()) throw error;
      return fetch(input, init);
    }
  };
}
