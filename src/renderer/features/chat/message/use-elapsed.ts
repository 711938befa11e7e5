import { useEffect, useState } from 'react';

/** How a time is told: each second, or the fewer the longer it takes. */
type Steps = 'seconds' | 'fewer';

/**
 * The next number of seconds to show. Each one costs a frame of the window, so that a wait in which
 * nothing else moves is told in fewer.
 */
export function nextSeconds(seconds: number, steps: Steps): number {
  const step = steps === 'seconds' || seconds < 10 ? 1 : seconds < 60 ? 5 : 15;
  return (Math.floor(seconds / step) + 1) * step;
}

/** Whole seconds since `since` (ms since the epoch), updated while `isRunning`. */
export function useElapsed(since: number, isRunning: boolean, steps: Steps = 'seconds'): number {
  const [now, setNow] = useState(() => Date.now());
  const elapsed = Math.max(0, Math.floor((now - since) / 1000));
  useEffect(() => {
    if (!isRunning) return undefined;
    const next = nextSeconds(elapsed, steps);
    // `now` may be from before it began to run.
    const left = Math.min(since + next * 1000 - now, (next - elapsed) * 1000);
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [since, now, elapsed, steps, isRunning]);
  return elapsed;
}
