/** More crashes than this within {@link withinMs} are no accident. */
const mostReloads = 3;
const withinMs = 60_000;

/** Makes the function that says whether a window that crashed may be loaded again by itself; `now` in ms. */
export function createReloadBudget(now: () => number = Date.now): () => boolean {
  let times: readonly number[] = [];
  return () => {
    const time = now();
    times = [...times.filter((each) => time - each < withinMs), time];
    return times.length <= mostReloads;
  };
}
