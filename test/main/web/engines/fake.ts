/** A request as received by a vendor's server. */
export interface Received {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A vendor's server as documented. */
export interface FakeEngine {
  /** The only accepted key. */
  readonly key: string;
  /** Answers a search. Refuses an invalid request as the vendor does. */
  answer(request: Received): Answered;
  /** The response when the paid quota is used up; null if the vendor has none. */
  readonly quota: Answered | null;
  /** A response without results. */
  readonly nothing: Answered;
}

/** Parses the body of a POST as JSON. */
export function jsonOf({ headers, body }: Received): Readonly<Record<string, unknown>> {
  if (headers['content-type'] !== 'application/json') throw new Error('No JSON is said to come');
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

/** Returns a field of a body if it is text, otherwise ''. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Parses the query of an address. Throws if a parameter is repeated. */
export function queryOf({ path }: Received): Readonly<Record<string, string>> {
  const { searchParams } = new URL(path, 'http://x');
  const fields = [...searchParams];
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new Error('Twice');
  return Object.fromEntries(fields);
}
