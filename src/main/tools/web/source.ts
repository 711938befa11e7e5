import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import * as z from 'zod';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { ResultContent } from '../../../shared/model/conversation.ts';
import type { AskReason } from '../../../shared/model/tools.ts';
import type { WebResult } from '../../../shared/model/web/web-results.ts';
import { isPublicAddress, mayBePublic } from '../../web/public-address.ts';
import { recencies, type WebHit, type WebQuery } from '../../web/engines/engine.ts';
import type { PageReader, ReadPage } from '../../web/read-page.ts';
import type { SearchSetup } from '../../web/search.ts';
import type { CallContext, SourceSurroundings, ToolOutput, ToolSource } from '../ports.ts';
import { isKnown } from './addresses.ts';
import { webTools } from './definitions.ts';
import { evidenceIn, type Evidence } from './evidence.ts';
import { hitsForModel, noRecency, pageForModel } from './for-model.ts';
import { createPageMemory } from './page-memory.ts';
import { createSourceNumbers } from './source-numbers.ts';

/** The source of the web tools, and the test of its search engine. */
export interface WebTools {
  readonly source: ToolSource;
  /** Tests the configured engine. Throws an ExpectedError that says what is wrong. */
  testSearch(signal: AbortSignal): Promise<{ readonly results: number }>;
}

/** The size of one part of a page for the model, in tokens. */
const pageBudget = 8000;

/** Time limit for a DNS lookup before the person is asked, in ms. */
const longestLookupMs = 3000;

const readSchema = z.object({ url: z.string(), page: z.number().int().min(1).nullish() });
const searchSchema = z.object({
  query: z.string(),
  recency: z.enum(recencies).nullish(),
  site: z.string().max(300).nullish(),
});

/** Returns the URL that a call asks for; null if there is no valid one. */
function addressIn(args: Readonly<Record<string, unknown>>): URL | null {
  const { url } = args;
  if (typeof url !== 'string' || !URL.canParse(url.trim())) return null;
  return new URL(url.trim());
}

/** Returns false for a URL that the call will refuse before anything is sent. */
function canBeRead({ protocol, username, password }: URL): boolean {
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** Returns whether a name resolves to this machine or its network; false if unknown. */
function leadsNear(find: LookupFunction, { hostname }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), longestLookupMs);
    find(hostname, { all: true }, (error, found) => {
      clearTimeout(timer);
      const addresses = error === null && Array.isArray(found) ? found : [];
      resolve(addresses.some(({ address }) => !isPublicAddress(address)));
    });
  });
}

function text(text: string): ResultContent {
  return { kind: 'text', text };
}

function structured(result: WebResult): ResultContent {
  return { kind: 'structured', json: JSON.stringify(result) };
}

/** Returns the host in a URL or in the operator of a search box; null if there is none. */
function hostIn(site: string): string | null {
  const name = site.trim().replace(/^site:/i, '');
  const address = name.includes('://') ? name : `https://${name}`;
  return name !== '' && URL.canParse(address) ? new URL(address).hostname : null;
}

function hitsOutput(query: WebQuery, hits: readonly WebHit[], hasIgnored: boolean): ToolOutput {
  const results = hits.map((hit) => ({ ...hit }));
  const note = hasIgnored ? `\n${noRecency}` : '';
  const content = [
    text(`${hitsForModel(hits)}${note}`),
    structured({ kind: 'search', query: query.query, results }),
  ];
  return { content, isError: false };
}

/** Creates the source `web`. Nothing is loaded or looked up before it is used. */
export function createWebTools(
  surroundings: Pick<SourceSurroundings, 'web' | 'conversation'>,
  reader: PageReader,
): WebTools {
  const { web } = surroundings;
  const { network } = reader;
  const numberOf = createSourceNumbers();
  const memory = createPageMemory<ReadPage>();

  const evidence = async (conversationId: string): Promise<Evidence> =>
    evidenceIn(await surroundings.conversation(conversationId));

  async function setup(): Promise<SearchSetup> {
    const { engine, url } = web.search();
    if (engine === null) throw expected('search_not_set_up', {});
    const key = engine === 'searxng' ? null : await web.key(engine);
    return { engine, url, key: key ?? '' };
  }

  async function askBefore(url: URL, conversationId: string): Promise<AskReason | null> {
    const isAllowed = web.allowedHosts().includes(url.host);
    const near: AskReason = { kind: 'private_address', host: url.host };
    if (!isAllowed && !mayBePublic(url.hostname)) return near;
    // Names made up by a model are not looked up either, because the lookup itself could leak data.
    if (!isKnown(url, await evidence(conversationId))) {
      return { kind: 'unknown_address', url: url.href };
    }
    if (isAllowed || (await network.hasProxy(url))) return null;
    return (await leadsNear(network.lookup ?? lookup, url)) ? near : null;
  }

  async function read(args: Readonly<Record<string, unknown>>, context: CallContext) {
    const { conversationId, signal, allowed } = context;
    const wanted = readSchema.safeParse(args);
    const url = addressIn(args);
    if (!wanted.success || url === null) throw expected('page_address_invalid', {});
    const allowsPrivate = ({ host }: URL): boolean =>
      web.allowedHosts().includes(host) ||
      (allowed?.kind === 'private_address' && allowed.host === host);
    const [{ readPage }, { partOf }] = await Promise.all([
      import('../../web/read-page.ts'),
      import('../../web/page-parts.ts'),
    ]);
    const page = await memory.get(`${conversationId} ${url.href}`, wanted.data.page ?? 1, () =>
      readPage(reader, url, { allowsPrivate, signal }),
    );
    const { question, results } = await evidence(conversationId);
    const part = partOf(page.text, {
      page: wanted.data.page ?? null,
      question,
      budget: pageBudget,
    });
    if (part.kind === 'no_such_page') {
      throw expected('page_number_wrong', { host: url.host, pages: part.pages });
    }
    const number = numberOf(conversationId, results, page.url);
    const title = page.title === '' ? new URL(page.url).host : page.title;
    return {
      content: [
        text(pageForModel(page, part, number)),
        { kind: 'link', uri: page.url, name: title } as const,
        structured({ kind: 'page', number, url: page.url, title }),
      ],
      isError: false,
    };
  }

  async function search(args: Readonly<Record<string, unknown>>, signal: AbortSignal) {
    const wanted = searchSchema.safeParse(args);
    if (!wanted.success || wanted.data.query.trim() === '') {
      throw expected('search_query_missing', {});
    }
    const { query, recency, site } = wanted.data;
    const asked: WebQuery = {
      query: query.trim(),
      recency: recency ?? null,
      site: site === null || site === undefined ? null : hostIn(site),
    };
    const [{ searchWeb }, chosen] = await Promise.all([import('../../web/search.ts'), setup()]);
    const hits = await searchWeb(network, chosen, asked, signal);
    return hitsOutput(asked, hits, chosen.engine === 'jina' && asked.recency !== null);
  }

  const source: ToolSource = {
    id: 'web',
    kind: 'built_in',
    name: '',
    state: () => ({
      kind: 'ready',
      era: 'modern',
      protocolVersion: '',
      title: '',
      version: '',
      instructions: '',
    }),
    tools: () => Promise.resolve(webTools(web.search().engine !== null)),
    instructions: () => '',
    needsSetup: () => web.search().engine === null,
    askBefore: async (name, args, { conversationId }) => {
      const url = name === 'read_page' ? addressIn(args) : null;
      return url === null || !canBeRead(url) ? null : askBefore(url, conversationId);
    },
    async call(name, args, context) {
      try {
        if (name === 'read_page') return await read(args, context);
        if (name === 'search_web') return await search(args, context.signal);
        throw new Error(`The web has no tool ${name}`);
      } catch (error) {
        context.signal.throwIfAborted();
        if (!(error instanceof ExpectedError)) throw error;
        return { content: [text(error.message)], isError: true };
      }
    },
  };
  return {
    source,
    async testSearch(signal) {
      const { searchWeb } = await import('../../web/search.ts');
      const query: WebQuery = { query: 'weather', recency: null, site: null };
      return { results: (await searchWeb(network, await setup(), query, signal)).length };
    },
  };
}
