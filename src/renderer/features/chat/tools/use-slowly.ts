import { useEffect, useRef, useState } from 'react';

/** Throttles a value that changes often, so that the view renders at most once per `everyMs`. */
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
