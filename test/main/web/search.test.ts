import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ExpectedError } from '../../../src/shared/expected.ts';
import { searchEngines, type SearchEngine } from '../../../src/shared/model/web/search-engines.ts';
import { engineNames } from '../../../src/shared/words/engine-names.ts';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import type { WebQuery } from '../../../src/main/web/engines/engine.ts';
import type { WebNetwork } from '../../../src/main/web/read-page.ts';
import { searchWeb } from '../../../src/main/web/search.ts';
import { fakeBrave } from './engines/brave.ts';
import { fakeExa } from './engines/exa.ts';
import type { Answered, FakeEngine, Received } from './engines/fake.ts';
import { fakeJina } from './engines/jina.ts';
import { fakeKagi } from './engines/kagi.ts';
import { fakeSearxng } from './engines/searxng.ts';
import { fakeTavily } from './engines/tavily.ts';
import { listen, type Listening } from './servers.ts';

const fakes: Readonly<Record<SearchEngine, FakeEngine>> = {
  searxng: fakeSearxng,
  brave: fakeBrave,
  tavily: fakeTavily,
  exa: fakeExa,
  jina: fakeJina,
  kagi: fakeKagi,
};
const keyed = searchEngines.filter((engine) => engine !== 'searxng');

type Reply = Answered | { readonly status: number; readonly text: string };

let server: Listening;
let received: Received[] = [];
let reply: (request: Received) => Reply = () => ({ status: 500, text: '' });
beforeAll(async () => {
  server = await listen((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const got: Received = {
        method: request.method ?? '',
        host: request.headers['x-forwarded-host']?.toString() ?? request.headers.host ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString(),
      };
      received.push(got);
      const answer = reply(got);
      const isJson = 'body' in answer;
      response.writeHead(answer.status, {
        'content-type': isJson ? 'application/json' : 'text/html',
      });
      response.end(isJson ? JSON.stringify(answer.body) : answer.text);
    });
  });
});
afterAll(() => server.close());

/** A proxy that sends all of the web to the one server, with the requested host in a header. */
const network: WebNetwork = {
  hasProxy: ({ origin }) => Promise.resolve(origin !== server.origin),
  proxied: (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    headers.set('x-forwarded-host', url.host);
    const address = `${server.origin}${url.pathname}${url.search}`;
    return createServerFetch({})(address, { ...init, headers });
  },
};

/** A direct connection to a server on this machine. */
const direct: WebNetwork = {
  hasProxy: () => Promise.resolve(false),
  proxied: createServerFetch({}),
};

const plainQuery: WebQuery = { query: 'owls & "barn"', recency: null, site: null };

function ask(
  engine: SearchEngine,
  {
    query = plainQuery,
    key = fakes[engine].key,
    url = server.origin,
    signal = new AbortController().signal,
  } = {},
) {
  received = [];
  return searchWeb(network, { engine, key, url }, query, signal);
}

async function codeOf(search: Promise<unknown>): Promise<string> {
  const error: unknown = await search.catch((reason: unknown) => reason);
  if (!(error instanceof ExpectedError)) throw new Error(`No expected error: ${String(error)}`);
  return error.error.code;
}

describe.each(searchEngines)('%s', (engine) => {
  const fake = fakes[engine];

  test('is asked as its documentation says, and its results are read', async () => {
    reply = (request) => fake.answer(request);
    const hits = await ask(engine);
    expect(hits).toHaveLength(2);
    expect(hits[0]).toMatchObject({
      title: 'Owls & others',
      url: 'https://example.org/owls',
      snippet: 'Owls are birds from the order Strigiformes.',
    });
    expect(hits[0]?.published).toMatch(/^2026-03-01/);
    expect(hits[1]).toMatchObject({ url: 'https://example.net/', snippet: '', published: null });
  });

  test('is asked for recent results of one site', async () => {
    reply = (request) => fake.answer(request);
    const query = { query: 'owls', recency: 'week', site: 'example.org' } as const;
    expect(await ask(engine, { query })).toHaveLength(2);
    const [request] = received;
    expect(`${request?.path ?? ''} ${request?.body ?? ''}`).toContain('example.org');
  });

  test('finding nothing is no failure', async () => {
    reply = () => fake.nothing;
    expect(await ask(engine)).toEqual([]);
  });

  test('an address that nobody could read is left out', async () => {
    reply = (request) => {
      const answer = fake.answer(request);
      const text = JSON.stringify(answer.body).replaceAll('https://example.net/', 'javascript:x()');
      return { status: 200, body: JSON.parse(text) as unknown };
    };
    expect((await ask(engine)).map(({ url }) => url)).toEqual(['https://example.org/owls']);
  });

  test.each<readonly [string, Reply, string]>([
    ['too many requests', { status: 429, body: {} }, 'search_rate_limited'],
    ['a fault of its own', { status: 503, text: 'upstream' }, 'search_failed'],
    ['a query it does not take', { status: 400, body: {} }, 'search_query_refused'],
    ['junk', { status: 200, text: '{"results": [' }, 'search_not_understood'],
    ['JSON of something else', { status: 200, body: { hello: 'world' } }, 'search_not_understood'],
    ['nothing at all', { status: 200, text: '' }, 'search_not_understood'],
    [
      'a page',
      { status: 200, text: '<!doctype html><title>Sign in</title>' },
      'search_answered_page',
    ],
    [
      'a captcha',
      { status: 403, text: '<html><body>Please solve the CAPTCHA</body></html>' },
      'search_captcha',
    ],
    [
      'a captcha that says all is well',
      { status: 200, text: '<html><div class="g-recaptcha"></div></html>' },
      'search_captcha',
    ],
  ])('%s', async (_name, answer, code) => {
    reply = () => answer;
    const error: unknown = await ask(engine).catch((reason: unknown) => reason);
    expect((error as ExpectedError).error.code).toBe(code);
    // The sentence names the engine and the remedy.
    expect(String(error)).toContain(engineNames[engine]);
    expect(String(error)).toMatch(/Settings|again|browser|shorter/);
  });

  test('its used up quota', async () => {
    if (fake.quota === null) return;
    const { quota } = fake;
    reply = () => quota;
    expect(await codeOf(ask(engine))).toBe('search_quota');
  });
});

describe.each(keyed)('the key of %s', (engine) => {
  test('is told from a wrong one', async () => {
    reply = (request) => fakes[engine].answer(request);
    expect(await codeOf(ask(engine, { key: 'wrong' }))).toBe('search_key_refused');
  });

  test('is asked for before anything is sent', async () => {
    expect(await codeOf(ask(engine, { key: '' }))).toBe('search_key_missing');
    expect(received).toEqual([]);
  });

  test('goes nowhere else when the engine sends on to another host', async () => {
    const other = await listen();
    reply = () => ({ status: 302, text: '' });
    const elsewhere: WebNetwork = {
      ...network,
      proxied: () =>
        Promise.resolve(new Response(null, { status: 307, headers: { location: other.origin } })),
    };
    const setup = { engine, key: fakes[engine].key, url: '' };
    const signal = new AbortController().signal;
    expect(await codeOf(searchWeb(elsewhere, setup, plainQuery, signal))).toBe('search_redirected');
    expect(other.connections()).toBe(0);
    other.close();
  });
});

describe('SearXNG', () => {
  test('whose JSON is switched off', async () => {
    reply = () => ({ status: 403, text: '<!doctype html><title>403 Forbidden</title>' });
    const error: unknown = await ask('searxng').catch((reason: unknown) => reason);
    expect((error as ExpectedError).error.code).toBe('searxng_json_off');
    expect(String(error)).toContain('search.formats');
  });

  test.each(['', '/', '/search', '/search/', '/searxng', '/searxng/search?q=x'])(
    'its address may be written as …%s',
    async (path) => {
      reply = (request) =>
        fakeSearxng.answer({ ...request, path: request.path.replace('/searxng', '') });
      expect(await ask('searxng', { url: `${server.origin}${path}` })).toHaveLength(2);
    },
  );

  test.each(['', 'localhost:8080', 'ftp://x/', 'http://me:secret@127.0.0.1/'])(
    'its address cannot be "%s"',
    async (url) => {
      expect(await codeOf(ask('searxng', { url }))).toBe('searxng_address');
    },
  );

  test('that does not answer', async () => {
    const gone = await listen();
    gone.close();
    const setup = { engine: 'searxng', key: '', url: gone.origin } as const;
    const { signal } = new AbortController();
    expect(await codeOf(searchWeb(direct, setup, plainQuery, signal))).toBe('search_unreachable');
  });

  test('that is too slow', async () => {
    const setup = { engine: 'searxng', key: '', url: 'http://searx.example.org/' } as const;
    // Fails as a request does at the deadline of the guarded fetch, whose own test covers the
    // deadline.
    const slow: WebNetwork = {
      hasProxy: () => Promise.resolve(true),
      proxied: () => Promise.reject(new DOMException('The deadline has passed', 'TimeoutError')),
    };
    const { signal } = new AbortController();
    expect(await codeOf(searchWeb(slow, setup, plainQuery, signal))).toBe('search_too_slow');
  });

  test('Stop closes the connection', async () => {
    const stop = new AbortController();
    const silent = await listen(() => undefined);
    const url = silent.origin;
    const setup = { engine: 'searxng', key: '', url } as const;
    const search = searchWeb(direct, setup, plainQuery, stop.signal);
    await vi.waitFor(() => expect(silent.open()).toBe(1));
    stop.abort(new Error('stopped'));
    await expect(search).rejects.toThrow('stopped');
    await vi.waitFor(() => expect(silent.open()).toBe(0));
    silent.close();
  });
});
