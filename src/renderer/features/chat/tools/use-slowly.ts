import { useEffect, useRef, useState } from 'react';

/** A value that changes often, as it was at most so many ms ago: the view is drawn no more often than that. */
export function useSlowly<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  const isBehind = !Object.is(value, shown);
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setInterval(() => setShown(latest.current), everyMs);
    return () => clearInterval(timer);
  }, [isBehind, everyMs]);
  return shown;
}
