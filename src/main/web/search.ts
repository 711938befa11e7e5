import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { SearchEngine } from '../../shared/model/web/search-engines.ts';
import type { Engine, EngineAccess, EngineRefusal, WebHit, WebQuery } from './engines/engine.ts';
import { errorOfFetch } from './fetch-failure.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import type { WebNetwork } from './read-page.ts';

/** The configured engine. */
export interface SearchSetup extends EngineAccess {
  readonly engine: SearchEngine;
}

const limits = { deadlineMs: 15_000, maxBytes: 5 * 1024 ** 2 };

const engines: { readonly [E in SearchEngine]: () => Promise<Engine> } = {
  searxng: async () => (await import('./engines/searxng.ts')).searxng,
  brave: async () => (await import('./engines/brave.ts')).brave,
  tavily: async () => (await import('./engines/tavily.ts')).tavily,
  exa: async () => (await import('./engines/exa.ts')).exa,
  jina: async () => (await import('./engines/jina.ts')).jina,
  kagi: async () => (await import('./engines/kagi.ts')).kagi,
};

function usualRefusal(status: number): EngineRefusal {
  if (status === 401 || status === 403) return 'key';
  if (status === 402) return 'quota';
  if (status === 429) return 'rate_limit';
  return status === 400 || status === 414 || status === 422 ? 'query' : 'fault';
}

function errorOfAnswer(
  refusal: Exclude<EngineRefusal, 'nothing'>,
  engine: SearchEngine,
  { status, host }: { readonly status: number; readonly host: string },
): ExpectedError {
  switch (refusal) {
    case 'key':
      return expected('search_key_refused', { engine });
    case 'quota':
      return expected('search_quota', { engine });
    case 'rate_limit':
      return expected('search_rate_limited', { engine });
    case 'json_off':
      return expected('searxng_json_off', { host });
    case 'query':
      return expected('search_query_refused', { engine, status });
    case 'fault':
      return expected('search_failed', { engine, status });
  }
}

const captcha = /captcha|are you (?:a )?(?:human|robot)|not a robot|cf-challenge|unusual traffic/i;

/**
 * Parses an answer as JSON. Returns `page` for HTML, `captcha` for HTML with a captcha, and null
 * for anything else.
 */
function readAnswer(text: string): { readonly json: unknown } | 'captcha' | 'page' | null {
  try {
    return { json: JSON.parse(text) };
  } catch {
    // The kind of text that is not JSON determines the error for the person.
    if (!/^\s*</.test(text)) return null;
    return captcha.test(text) ? 'captcha' : 'page';
  }
}

/** Returns the hits with valid URLs, each URL once. */
function sound(hits: readonly WebHit[]): readonly WebHit[] {
  const seen = new Set<string>();
  return hits.filter(({ url }) => {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || seen.has(url))
      return false;
    seen.add(url);
    return true;
  });
}

async function hitsOf(engine: Engine, name: SearchEngine, response: Response) {
  const text = await response.text();
  const { status } = response;
  const { host } = new URL(response.url);
  const answer = readAnswer(text);
  const json = answer !== null && typeof answer === 'object' ? answer.json : null;
  if (!response.ok) {
    if (answer === 'captcha') throw expected('search_captcha', { engine: name });
    const refusal = engine.refusal?.(status, json) ?? usualRefusal(status);
    if (refusal === 'nothing') return [];
    throw errorOfAnswer(refusal, name, { status, host });
  }
  if (answer === 'captcha') throw expected('search_captcha', { engine: name });
  if (answer === 'page') throw expected('search_answered_page', { engine: name });
  const hits = engine.hits(json);
  if (hits === null) throw expected('search_not_understood', { engine: name });
  return sound(hits);
}

function errorOfFailure(error: unknown, engine: SearchEngine, host: string): ExpectedError {
  return errorOfFetch(error, host, {
    refused: ({ reason }) =>
      expected(reason === 'size' ? 'search_not_understood' : 'search_redirected', { engine }),
    tooSlow: () => expected('search_too_slow', { engine }),
    unreachable: () => expected('search_unreachable', { engine, host }),
  });
}

function checked(setup: SearchSetup): void {
  if (setup.engine !== 'searxng') {
    if (setup.key === '') throw expected('search_key_missing', { engine: setup.engine });
    return;
  }
  const url = URL.canParse(setup.url) ? new URL(setup.url) : null;
  const isSound = url !== null && /^https?:$/.test(url.protocol) && url.username === '';
  if (!isSound || url.password !== '') throw expected('searxng_address', {});
}

/**
 * Queries a search engine. A SearXNG may be on this machine, because the person entered its URL.
 * Throws ExpectedErrors that name the engine and say what to do, or the reason of `signal` when it
 * is aborted.
 */
export async function searchWeb(
  network: WebNetwork,
  setup: SearchSetup,
  query: WebQuery,
  signal: AbortSignal,
): Promise<readonly WebHit[]> {
  checked(setup);
  const engine = await engines[setup.engine]();
  const { url, init } = engine.request(query, setup);
  const { host, origin } = new URL(url);
  const fetch = createGuardedFetch({
    ...network,
    allowsPrivate: (each) => setup.engine === 'searxng' && each.origin === origin,
    limits,
  });
  try {
    return await hitsOf(engine, setup.engine, await fetch(url, { ...init, signal }));
  } catch (error) {
    signal.throwIfAborted();
    throw errorOfFailure(error, setup.engine, host);
  }
}
