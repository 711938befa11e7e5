import * as z from 'zod';

/** How recent results should be. */
export const recencies = ['day', 'week', 'month', 'year'] as const;
export type Recency = (typeof recencies)[number];

/** What is searched for. */
export interface WebQuery {
  readonly query: string;
  readonly recency: Recency | null;
  /** Only results of this host; null: of all. */
  readonly site: string | null;
}

/** What an engine found. */
export interface WebHit {
  readonly title: string;
  readonly url: string;
  /** '' when it gave none. */
  readonly snippet: string;
  /** As the engine writes it; null when it does not say. */
  readonly published: string | null;
}

/** How an engine is reached. */
export interface EngineAccess {
  /** The address of a SearXNG. */
  readonly url: string;
  /** '' for an engine that needs none. */
  readonly key: string;
}

/** The request of a search. */
export interface EngineRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** What an engine says with a status or a body. `nothing`: there are no results. */
export type EngineRefusal =
  | 'key'
  | 'quota'
  | 'rate_limit'
  | 'query'
  | 'json_off'
  | 'nothing'
  | 'fault';

/** One search engine: what its requests look like, and what its answers mean. */
export interface Engine {
  request(query: WebQuery, access: EngineAccess): EngineRequest;
  /** null: these are no results. */
  hits(answer: unknown): readonly WebHit[] | null;
  /** What a status that is no success means; null: as with the others. `answer` is null when it is no JSON. */
  refusal?(status: number, answer: unknown): EngineRefusal | null;
}

/** How many results are asked for. */
export const mostHits = 10;

/** The query with the operator that most engines know. */
export function withSite({ query, site }: WebQuery): string {
  return site === null ? query : `${query} site:${site}`;
}

const days: Readonly<Record<Recency, number>> = { day: 1, week: 7, month: 31, year: 365 };

/** The day that a recency begins with, `YYYY-MM-DD`. */
export function since(recency: Recency, now = Date.now()): string {
  return new Date(now - days[recency] * 86_400_000).toISOString().slice(0, 10);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
    ? String.fromCodePoint(code)
    : '';
}

/** A title or snippet without the tags and entities that engines leave in it. */
export function plain(text: string): string {
  return text
    .slice(0, 4000)
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/gi, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, ten, hex, name) => {
      if (typeof ten === 'string') return character(Number(ten));
      if (typeof hex === 'string') return character(Number.parseInt(hex, 16));
      return entities[String(name).toLowerCase()] ?? whole;
    })
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A text of an answer, which may be missing or null. */
export const optionalText = z.string().nullish();

/** The code in an answer's `error`, where engines put it. */
export function errorCodeIn(answer: unknown): string {
  const shape = z.object({ error: z.object({ code: z.string() }) }).safeParse(answer);
  return shape.success ? shape.data.error.code : '';
}
