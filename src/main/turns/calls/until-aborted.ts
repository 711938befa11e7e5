/**
 * The outcome of work, or a rejection at once when `signal` is aborted. What the work still brings after
 * that, a failure too, has nobody to go to.
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
