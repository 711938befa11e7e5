/** Calls back once when nothing was heard for too long. */
export interface Watchdog {
  /** Call when something was heard. */
  readonly touch: () => void;
  /** Pauses the watch until the next touch. */
  readonly rest: () => void;
  /** Changes how long a silence may last (ms). */
  readonly shorten: (ms: number) => void;
  readonly stop: () => void;
  readonly barked: () => boolean;
}

/** Longest delay that a timer accepts (ms). */
const longestDelayMs = 2_147_483_647;

/**
 * Starts a watchdog that calls `bark` after `idleMs` of silence. A touch only records the time,
 * because it happens with every packet; a single timer checks when it is due.
 */
export function startWatchdog(idleMs: number, bark: () => void): Watchdog {
  let limit = idleMs;
  let heardAt = performance.now();
  let barked = false;
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    const left = heardAt + limit - performance.now();
    if (left > 0) {
      // At rest `left` is infinite, but a touch may come right after this check.
      timer = setTimeout(look, Math.min(Math.ceil(Math.min(left, limit)), longestDelayMs));
      return;
    }
    timer = undefined;
    barked = true;
    bark();
  };
  look();

  return {
    touch() {
      heardAt = performance.now();
    },
    rest() {
      heardAt = Number.POSITIVE_INFINITY;
    },
    shorten(ms) {
      if (timer === undefined || ms >= limit) return;
      limit = ms;
      clearTimeout(timer);
      look();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
    barked: () => barked,
  };
}
