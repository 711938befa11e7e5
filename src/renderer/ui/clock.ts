import { useSyncExternalStore } from 'react';

/** Interval of the one timer for all displayed times (ms). It runs only while there is one. */
const tickMs = 20_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function onVisible(): void {
  if (document.visibilityState === 'visible') tick();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, tickMs);
    document.addEventListener('visibilitychange', onVisible);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

/**
 * Derives a value from the time (ms since the epoch). The view re-renders only when that value
 * changes.
 */
export function useClock<T extends string | number>(select: (now: number) => T): T {
  const read = (): T => select(now);
  return useSyncExternalStore(subscribe, read, read);
}
