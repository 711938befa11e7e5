import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may run before main gets to do anything else (ms). */
const longest = 8;

/**
 * Returns a function for long work to call regularly: it yields briefly once the work has run for
 * long.
 */
export function createPauses(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < longest) return undefined;
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}
