/** When calls were first seen running, so that a view that comes anew goes on counting; ms since the epoch. */
const started = new Map<string, number>();

/** Calls that are remembered; more than run at a time. */
const mostStarted = 500;

/** When the call was first seen running: now, if it is the first time. */
export function startOf(call: string): number {
  const known = started.get(call);
  if (known !== undefined) return known;
  const [oldest] = started.keys();
  if (started.size >= mostStarted && oldest !== undefined) started.delete(oldest);
  const now = Date.now();
  started.set(call, now);
  return now;
}
