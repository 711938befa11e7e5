/** Disk operations that would leave a temporary file or a lock behind if the program ended now. */
const underWay = new Set<Promise<unknown>>();

/** Makes {@link allDone} wait for `work`; returns `work`. */
export function untilDone<T>(work: Promise<T>): Promise<T> {
  const ended = work.then(
    () => undefined,
    // The caller handles the failure.
    () => undefined,
  );
  underWay.add(ended);
  void ended.then(() => underWay.delete(ended));
  return work;
}

/**
 * Resolves when no such operation is running, including those that start meanwhile. Never rejects.
 */
export async function allDone(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}
