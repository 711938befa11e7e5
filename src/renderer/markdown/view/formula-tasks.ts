/** How long work may take in one task of the window (ms). */
const longest = 8;

const waiting: (() => void)[] = [];
/** Time that jobs have taken in this task (ms). */
let spent = 0;
let isNextPlanned = false;

function work(): void {
  while (waiting.length > 0 && spent < longest) {
    const began = performance.now();
    waiting.shift()?.();
    spent += performance.now() - began;
  }
  if (isNextPlanned) return;
  isNextPlanned = true;
  setTimeout(() => {
    isNextPlanned = false;
    spent = 0;
    if (waiting.length > 0) work();
  });
}

/**
 * Does jobs one after the other: the first ones at once, the others in later tasks of the window,
 * also when they come one by one from promises. A job must not throw.
 */
export function inShortTasks(job: () => void): void {
  waiting.push(job);
  work();
}
