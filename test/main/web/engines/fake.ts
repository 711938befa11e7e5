/** A request as a vendor's server gets it. */
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

/** A vendor's server, as its documentation describes it. */
export interface FakeEngine {
  /** The only key that it takes. */
  readonly key: string;
  /** Answers a search; a request that it would not understand is refused as the vendor does. */
  answer(request: Received): Answered;
  /** What it says when what was paid for is used up; null where it has no such answer. */
  readonly quota: Answered | null;
  /** An answer without results. */
  readonly nothing: Answered;
}

/** The body of a POST as JSON. */
export function jsonOf({ headers, body }: Received): Readonly<Record<string, unknown>> {
  if (headers['content-type'] !== 'application/json') throw new Error('No JSON is said to come');
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

/** A field of a body, where it is a text. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The query of an address, in which nothing may come twice. */
export function queryOf({ path }: Received): Readonly<Record<string, string>> {
  const { searchParams } = new URL(path, 'http://x');
  const fields = [...searchParams];
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new Error('Twice');
  return Object.fromEntries(fields);
}
