/**
 * Resolves with the outcome of the work, or rejects immediately when `signal` is aborted. A later
 * result or failure of the work is discarded.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const end = (): void => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).finally(end);
  });
}
