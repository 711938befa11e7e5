import type { Events } from '../../shared/contract/index.ts';

/** The progress that the taskbar or dock shows on Parley's icon. */
export type TaskbarProgress =
  | { readonly kind: 'none' }
  /** Something runs, and nobody knows how long. */
  | { readonly kind: 'unknown' }
  /** From 0 to 1. */
  | { readonly kind: 'share'; readonly share: number };

/** Follows what runs for long. */
export interface Progress {
  /** Called when an answer has begun or ended, with the number of those that grow. */
  streaming(count: number): void;
  job(update: Events['job']): void;
  /** Shows nothing any more; for quitting. */
  end(): void;
}

/** The smallest change of a share that is shown. */
const step = 0.01;

function isSame(a: TaskbarProgress, b: TaskbarProgress): boolean {
  if (a.kind !== 'share' || b.kind !== 'share') return a.kind === b.kind;
  return Math.abs(a.share - b.share) < step;
}

/** Creates the policy: a job with a known length is shown before everything else. */
export function createProgress(show: (progress: TaskbarProgress) => void): Progress {
  const jobs = new Map<string, Pick<Events['job'], 'done' | 'total'>>();
  let growing = 0;
  let shown: TaskbarProgress = { kind: 'none' };
  let hasEnded = false;

  const now = (): TaskbarProgress => {
    let done = 0;
    let total = 0;
    for (const job of jobs.values()) {
      done += Math.min(job.done, job.total);
      total += job.total;
    }
    if (total > 0) return { kind: 'share', share: done / total };
    return jobs.size > 0 || growing > 0 ? { kind: 'unknown' } : { kind: 'none' };
  };

  const update = (): void => {
    const next = hasEnded ? ({ kind: 'none' } as const) : now();
    if (isSame(shown, next)) return;
    shown = next;
    show(next);
  };

  return {
    streaming(count) {
      growing = count;
      update();
    },
    job({ jobId, done, total, result }) {
      if (result === null) jobs.set(jobId, { done, total });
      else jobs.delete(jobId);
      update();
    },
    end() {
      hasEnded = true;
      update();
    },
  };
}
