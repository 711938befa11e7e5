/** Barks once when nothing was heard for too long. */
export interface Watchdog {
  /** Something was heard. */
  readonly touch: () => void;
  /** Pauses the watch until the next touch. */
  readonly rest: () => void;
  /** Changes how long a silence may last; ms. */
  readonly shorten: (ms: number) => void;
  readonly stop: () => void;
  readonly barked: () => boolean;
}

/** Longest delay of a timer, in ms. */
const longestDelayMs = 2_147_483_647;

/**
 * Starts a watchdog that calls `bark` after `idleMs` of silence. A touch only notes the time, for it
 * comes with every packet; the one timer looks when it is due.
 */
export function startWatchdog(idleMs: number, bark: () => void): Watchdog {
  let limit = idleMs;
  let heardAt = performance.now();
  let barked = false;
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    const left = heardAt + limit - performance.now();
    if (left > 0) {
      // At rest, `left` has no end; whoever wakes it may do so just after this look.
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
