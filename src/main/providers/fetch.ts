import type { Dispatcher } from 'undici';
import { connectTimeoutMs, createProxyAgents } from '../network/proxy-agents.ts';
import { proxyErrorIn, refusedBy } from '../network/proxy-error.ts';
import { firstListed, readProxies, type Environment, type Proxy } from '../network/proxy.ts';
import { isUnknownAuthority, trustSystemCertificates } from '../network/system-certificates.ts';

type Fetch = typeof globalThis.fetch;

/** Asks the system which proxies lead to an address, as Electron's `session.resolveProxy` answers. */
export type ResolveProxy = (url: string) => Promise<string>;

/** Which proxy leads to a server; null for none. Rejects with an ExpectedError (`network`). */
export type FindProxy = (url: URL) => Promise<Proxy | null>;

/** How long the system's answer for an origin is valid; people change networks. */
const systemAnswerMs = 10_000;
const mostAnswers = 100;

/** How long to wait for the system, which may be loading a proxy script; ms. */
const longestAnswerMs = 5000;

/** Caches the system's answers for a short while. */
function rememberedSystem(resolveProxy: ResolveProxy): (url: URL) => Promise<Proxy | null> {
  const answers = new Map<string, { readonly at: number; readonly proxy: Promise<Proxy | null> }>();
  async function ask(url: URL): Promise<Proxy | null> {
    const patience = new Promise<string>((resolve) => {
      setTimeout(resolve, longestAnswerMs, 'DIRECT').unref();
    });
    try {
      // Only the origin: a path may be nobody's business.
      return firstListed(await Promise.race([resolveProxy(`${url.origin}/`), patience]));
    } catch {
      // A system without an answer has no proxy to name.
      return null;
    }
  }
  return (url) => {
    const known = answers.get(url.origin);
    if (known !== undefined && Date.now() - known.at < systemAnswerMs) return known.proxy;
    if (answers.size >= mostAnswers) answers.clear();
    const proxy = ask(url);
    answers.set(url.origin, { at: Date.now(), proxy });
    return proxy;
  };
}

/**
 * Makes the function that finds the proxy for a server: the environment's HTTP_PROXY, HTTPS_PROXY and
 * ALL_PROXY, else the system's. NO_PROXY counts for both, and this machine is always reached directly.
 */
export function createFindProxy(environment: Environment, resolveProxy?: ResolveProxy): FindProxy {
  const { proxyOf, isNamed, isDirect } = readProxies(environment);
  const system = resolveProxy === undefined ? null : rememberedSystem(resolveProxy);
  return async (url) => {
    if (isNamed) return proxyOf(url);
    return system === null || isDirect(url) ? null : system(url);
  };
}

/** undici tells in words only that a proxy did not let plain http through. */
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

async function openFetch(findProxy: FindProxy): Promise<Fetch> {
  const undici = await import('undici');
  const agents = createProxyAgents(undici);
  // Set for each request, since not every client that an agent makes passes its options on. Without
  // this a slow model dies after undici's 300 s; the turn's own idle timeout watches instead.
  const patient = (agent: Dispatcher): Dispatcher =>
    agent.compose(
      (dispatch) => (options, handler) =>
        dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
    );
  const direct = patient(
    new undici.Agent({
      connectTimeout: connectTimeoutMs,
      // Streams gain nothing from HTTP/2 here, and Node's own fetch does without it too.
      allowH2: false,
    }),
  );
  const fetch = undici.fetch as unknown as (
    input: Parameters<Fetch>[0],
    init: object,
  ) => Promise<Response>;
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    // What is no address is for fetch to refuse.
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
 * Makes the `fetch` for real servers: no limit on the wait for headers or between bytes; proxies as
 * {@link createFindProxy} finds them, and a proxy that fails is a `ProxyError`. As the fetch standard
 * asks, a redirect to another origin loses the Authorization header. Certificates count that Mozilla
 * or this computer's own list vouches for. undici is loaded with the first request.
 * Rejects as fetch does, or with an ExpectedError (`network`) for a proxy that is no URL.
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
