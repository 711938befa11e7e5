import { setTimeout as pause } from 'node:timers/promises';

/** The polling interval, in ms. */
const everyMs = 15;

/** Polls a condition for at most `limitMs`; resolves with whether it became true. */
export async function waitUntil(isSo: () => boolean, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() >= until) return false;
    await pause(everyMs);
  }
  return true;
}
