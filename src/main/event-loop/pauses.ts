import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work goes on before whatever else main has to do has its turn; ms. */
const longest = 8;

/** Returns what long work calls now and then: it waits a moment when the work has gone on for long. */
export function createPauses(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < longest) return undefined;
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}
