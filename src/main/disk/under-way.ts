/** Work on the disk that would leave a temporary file or a lock behind if the program ended in it. */
const underWay = new Set<Promise<unknown>>();

/** Counts `work` among what {@link allDone} waits for; returns the same. */
export function untilDone<T>(work: Promise<T>): Promise<T> {
  const ended = work.then(
    () => undefined,
    // Whoever asked for the work hears of its failure.
    () => undefined,
  );
  underWay.add(ended);
  void ended.then(() => underWay.delete(ended));
  return work;
}

/** Resolves when no such work is under way any more, also none that began meanwhile. Never rejects. */
export async function allDone(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}
