/**
 * When each call was first seen running (ms since the epoch). A remounted view continues counting
 * from there.
 */
const started = new Map<string, number>();

/** Maximum number of remembered calls; more than ever run at once. */
const mostStarted = 500;

/** Returns when the call was first seen running (ms since the epoch); now on the first call. */
export function startOf(call: string): number {
  const known = started.get(call);
  if (known !== undefined) return known;
  const [oldest] = started.keys();
  if (started.size >= mostStarted && oldest !== undefined) started.delete(oldest);
  const now = Date.now();
  started.set(call, now);
  return now;
}
