/** Changes that come together are read once; ms. */
const settleMs = 300;

/** A list is not read more often than this, however often it is said to have changed; ms. */
const leastMs = 3000;

/** What a list is read with. */
export interface ListWatchOptions {
  readonly read: () => Promise<void>;
  readonly report: (error: unknown) => void;
  /** No list is read after this. */
  readonly signal: AbortSignal;
}

/** Reads a list again when a server says that it has changed. */
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
      const wait = Math.max(settleMs, lastAt + leastMs - performance.now());
      timer = setTimeout(() => void work(), wait);
    },
  };
}
