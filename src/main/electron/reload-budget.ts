/** More crashes than this within {@link withinMs} are no coincidence. */
const maxReloads = 3;
const withinMs = 60_000;

/**
 * Creates the function that decides whether a crashed window may be reloaded automatically. `now`
 * returns ms.
 */
export function createReloadBudget(now: () => number = Date.now): () => boolean {
  let times: readonly number[] = [];
  return () => {
    const time = now();
    times = [...times.filter((each) => time - each < withinMs), time];
    return times.length <= maxReloads;
  };
}
