import type { ToolProgress } from '../../../shared/model/chat-event.ts';

/** The shortest time between two progress events of a call, in ms. */
const progressEveryMs = 200;

/** Passes on the latest progress of a call at a limited rate. */
export interface ProgressPace {
  readonly tell: (progress: ToolProgress) => void;
  /** Stops passing on progress. */
  readonly end: () => void;
}

/** Creates the pace of one call. */
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

/** Limits how many pieces of work run at the same time; the others wait in order. */
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
