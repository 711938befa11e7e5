/** Limits for each program; tests lower them. Times in ms, sizes in bytes. */
export interface ApiLimits {
  /** Answers under way at once; one more is refused with 429. */
  readonly answers: number;
  /** Connections at once; for one more, the one that has been without a request longest is closed. */
  readonly connections: number;
  readonly bodyBytes: number;
  /** Of all bodies whose answers are under way; what goes beyond is refused with 429. */
  readonly bodiesBytes: number;
  readonly headerBytes: number;
  /** From the first byte of a request, or the connection, to the end of its headers. */
  readonly headersMs: number;
  /** From the first byte of a request to the end of its body. */
  readonly requestMs: number;
  /** How often the two above are looked at. */
  readonly checkMs: number;
  /** A connection without a request. */
  readonly keepAliveMs: number;
  /** A client that reads nothing of its answer for this long is dropped. */
  readonly stallMs: number;
  /** After this long without data, a comment keeps the stream alive. */
  readonly heartbeatMs: number;
  /** How long to wait for the models of one provider; the list then comes without them. */
  readonly modelsMs: number;
  /** How often a port that another program has is tried again. */
  readonly retryMs: number;
}

/** The limits of the program. */
export const apiLimits: ApiLimits = {
  answers: 256,
  connections: 1024,
  bodyBytes: 20 * 1024 * 1024,
  bodiesBytes: 256 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 60_000,
  checkMs: 1000,
  keepAliveMs: 5000,
  stallMs: 60_000,
  heartbeatMs: 15_000,
  modelsMs: 5000,
  retryMs: 5000,
};
