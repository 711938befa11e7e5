import { expected } from '../../../shared/expected.ts';

/** Running requests of the composer that can be cancelled by name. */
export interface Requests {
  /**
   * Runs a request. Throws an ExpectedError (`offer_cancelled`) as soon as it is cancelled, even if
   * the work goes on.
   */
  run<T>(request: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  cancel(request: string): void;
}

/** Creates an empty list. */
export function createRequests(): Requests {
  const running = new Map<string, AbortController>();
  return {
    async run(request, work) {
      const controller = new AbortController();
      running.set(request, controller);
      const { promise: cancelled, reject } = Promise.withResolvers<never>();
      const { signal } = controller;
      signal.addEventListener('abort', () => reject(expected('offer_cancelled', {})));
      try {
        return await Promise.race([work(signal), cancelled]);
      } finally {
        running.delete(request);
      }
    },
    cancel: (request) => running.get(request)?.abort(),
  };
}
