import { setTimeout as pause } from 'node:timers/promises';

/** How often is looked; ms. */
const everyMs = 15;

/** Waits until something is so, for as long as `limitMs`; resolves with whether it is. */
export async function waitUntil(isSo: () => boolean, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() >= until) return false;
    await pause(everyMs);
  }
  return true;
}
