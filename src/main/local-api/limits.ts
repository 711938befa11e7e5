/** Limits for each program; tests lower them. Times in ms, sizes in bytes. */
export interface ApiLimits {
  /** Concurrent answers; one more is refused with 429. */
  readonly answers: number;
  /** Concurrent connections; for one more, the one idle for longest is closed. */
  readonly connections: number;
  readonly bodyBytes: number;
  /**
   * Total size of the bodies of requests in progress; beyond that, requests are refused with 429.
   */
  readonly bodiesBytes: number;
  readonly headerBytes: number;
  /** From the first byte of a request, or from connecting, to the end of its headers. */
  readonly headersMs: number;
  /** From the first byte of a request to the end of its body. */
  readonly requestMs: number;
  /** How often the two limits above are checked. */
  readonly checkMs: number;
  /** How long a connection may stay idle. */
  readonly keepAliveMs: number;
  /** A client that reads nothing of its answer for this long is dropped. */
  readonly stallMs: number;
  /** After this long without data, a comment keeps the stream alive. */
  readonly heartbeatMs: number;
  /** How long to wait for one provider's models; the list is then returned without them. */
  readonly modelsMs: number;
  /** How often to retry a port that another program uses. */
  readonly retryMs: number;
}

/** The limits in production. */
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
