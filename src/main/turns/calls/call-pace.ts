import type { ToolProgress } from '../../../shared/model/chat-event.ts';

/** A window hears of the progress of a call this often at most; ms. */
const progressEveryMs = 200;

/** Passes the newest progress of a call on at a calm pace. */
export interface ProgressPace {
  readonly tell: (progress: ToolProgress) => void;
  /** Nothing is passed on any more. */
  readonly end: () => void;
}

/** Makes the pace of one call. */
export function createProgressPace(pass: (progress: ToolProgress) => void): ProgressPace {
  let lastAt = Number.NEGATIVE_INFINITY;
  let newest: ToolProgress | null = null;
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const passNow = (): void => {
    timer = undefined;
    if (newest === null) return;
    lastAt = performance.now();
    pass(newest);
    newest = null;
  };
  return {
    tell(progress) {
      if (hasEnded) return;
      newest = progress;
      if (timer !== undefined) return;
      const restMs = lastAt + progressEveryMs - performance.now();
      if (restMs <= 0) passNow();
      else timer = setTimeout(passNow, restMs);
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

/** Lets a number of things happen at a time; the others wait in order. */
export function createSlots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
