/** Runs `work` for every item, at most `limit` at a time. Rejects with the first error. */
export async function eachBounded<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  async function worker(): Promise<void> {
    for (const item of rest) await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
