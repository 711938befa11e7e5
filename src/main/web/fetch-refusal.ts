/** Why the guarded fetch would not go on. */
export type FetchRefusalReason =
  /** Neither http nor https. */
  | 'scheme'
  /** A name or password in the address. */
  | 'credentials'
  /** It is on this machine or its network. */
  | 'private'
  /** Too many redirects, or one to what is no address. */
  | 'redirects'
  /** A redirect wants a stream again that was already sent. */
  | 'spent_body'
  /** The answer is larger than is allowed. */
  | 'size';

/** The guarded fetch refused an address or an answer. */
export class FetchRefusal extends Error {
  readonly reason: FetchRefusalReason;
  /** The address that was refused; not necessarily the one that was asked for. */
  readonly url: URL;

  constructor(reason: FetchRefusalReason, url: URL) {
    super(`${reason}: ${url.host}`);
    this.name = 'FetchRefusal';
    this.reason = reason;
    this.url = url;
  }
}

/** The refusal in an error or in what caused it; null when there is none. */
export function fetchRefusalIn(error: unknown): FetchRefusal | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; depth += 1) {
    if (one instanceof FetchRefusal) return one;
    one = one.cause;
  }
  return null;
}
