/** Changes within this time are read together, in ms. */
const settleMs = 300;

/** The shortest time between two reads of a list, however often it changes, in ms. */
const minMs = 3000;

/** Dependencies of the watch. */
export interface ListWatchOptions {
  readonly read: () => Promise<void>;
  readonly report: (error: unknown) => void;
  /** Stops all reading when aborted. */
  readonly signal: AbortSignal;
}

/** Reads a list again after a server announces a change. */
export function createListWatch({ read, report, signal }: ListWatchOptions): {
  readonly changed: () => void;
} {
  let timer: NodeJS.Timeout | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;

  async function work(): Promise<void> {
    timer = null;
    lastAt = performance.now();
    if (signal.aborted) return;
    try {
      await read();
    } catch (error) {
      if (!signal.aborted) report(error);
    }
  }

  signal.addEventListener('abort', () => {
    if (timer !== null) clearTimeout(timer);
  });

  return {
    changed() {
      if (timer !== null || signal.aborted) return;
      const wait = Math.max(settleMs, lastAt + minMs - performance.now());
      timer = setTimeout(() => void work(), wait);
    },
  };
}
