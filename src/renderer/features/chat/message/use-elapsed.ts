import { useEffect, useState } from 'react';

/** Whole seconds since `since` (ms since the epoch), updated once a second while `isRunning`. */
export function useElapsed(since: number, isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return Math.max(0, Math.floor((now - since) / 1000));
}
