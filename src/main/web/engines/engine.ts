import * as z from 'zod';

/** Limits on the age of results. */
export const recencies = ['day', 'week', 'month', 'year'] as const;
export type Recency = (typeof recencies)[number];

/** A search query. */
export interface WebQuery {
  readonly query: string;
  readonly recency: Recency | null;
  /** Limits the results to this host; null for all hosts. */
  readonly site: string | null;
}

/** A search result. */
export interface WebHit {
  readonly title: string;
  readonly url: string;
  /** '' if there is none. */
  readonly snippet: string;
  /** The publication date in the engine's format; null if it is unknown. */
  readonly published: string | null;
}

/** Access to an engine. */
export interface EngineAccess {
  /** The base URL of a SearXNG instance. */
  readonly url: string;
  /** '' if the engine needs no key. */
  readonly key: string;
}

/** The HTTP request of a search. */
export interface EngineRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** The meaning of an error status or body. `nothing`: there are no results. */
export type EngineRefusal =
  | 'key'
  | 'quota'
  | 'rate_limit'
  | 'query'
  | 'json_off'
  | 'nothing'
  | 'fault';

/** A search engine: how to form its requests and read its answers. */
export interface Engine {
  request(query: WebQuery, access: EngineAccess): EngineRequest;
  /** Returns the results; null if the answer contains none in the expected form. */
  hits(answer: unknown): readonly WebHit[] | null;
  /**
   * Returns the meaning of an error status; null for the usual meaning. `answer` is null if it is
   * not JSON.
   */
  refusal?(status: number, answer: unknown): EngineRefusal | null;
}

/** The number of results to request. */
export const maxHits = 10;

/** Appends the `site:` operator, which most engines support. */
export function withSite({ query, site }: WebQuery): string {
  return site === null ? query : `${query} site:${site}`;
}

const days: Readonly<Record<Recency, number>> = { day: 1, week: 7, month: 31, year: 365 };

/** Returns the first day of the period, as `YYYY-MM-DD`. */
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

/** Removes the tags and entities that engines leave in titles and snippets. */
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

/** A text of an answer that may be absent or null. */
export const optionalText = z.string().nullish();

/** Returns the code in an answer's `error` field, which most engines use. */
export function errorCodeIn(answer: unknown): string {
  const shape = z.object({ error: z.object({ code: z.string() }) }).safeParse(answer);
  return shape.success ? shape.data.error.code : '';
}
