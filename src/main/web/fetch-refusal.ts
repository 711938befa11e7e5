/** Why the guarded fetch refused a request. */
export type FetchRefusalReason =
  /** The scheme is neither http nor https. */
  | 'scheme'
  /** The URL contains a name or password. */
  | 'credentials'
  /** The host is on this machine or its network. */
  | 'private'
  /** There were too many redirects, or one without a valid URL. */
  | 'redirects'
  /** A redirect requires a stream to be sent again. */
  | 'spent_body'
  /** The answer is too large. */
  | 'size';

/** Thrown by the guarded fetch for a refused URL or answer. */
export class FetchRefusal extends Error {
  readonly reason: FetchRefusalReason;
  /** The refused URL, which may differ from the requested one after redirects. */
  readonly url: URL;

  constructor(reason: FetchRefusalReason, url: URL) {
    super(`${reason}: ${url.host}`);
    this.name = 'FetchRefusal';
    this.reason = reason;
    this.url = url;
  }
}

/** Returns the refusal among an error and its causes; null if there is none. */
export function fetchRefusalIn(error: unknown): FetchRefusal | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; depth += 1) {
    if (one instanceof FetchRefusal) return one;
    one = one.cause;
  }
  return null;
}
