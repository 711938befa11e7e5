import { randomUUID } from 'node:crypto';
import type { Events } from '../../shared/contract/index.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { errorOf } from '../../shared/model/errors.ts';
import type { JobResult, JobUpdate } from '../../shared/model/jobs.ts';

/** Shortest time between progress events (ms). */
const progressEvery = 100;

/**
 * Does the work of a job. Throws on failure; when cancelled it may throw or return what it has
 * done.
 */
export type RunJob = (
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
) => Promise<JobResult>;

/** Long-running work that can be followed and cancelled by id. */
export interface Jobs {
  /** Returns the job's id immediately. Jobs of the same kind run one after another. */
  start(kind: JobUpdate['kind'], run: RunJob): string;
  /** Has no effect on a job that has ended. */
  cancel(jobId: string): void;
  /** Cancels all jobs and resolves when they have ended; for quitting. */
  stop(): Promise<void>;
}

function failedWith(error: unknown, report: (error: unknown) => void): JobResult {
  if (error instanceof ExpectedError) return { kind: 'failed', error: error.error, report: null };
  report(error);
  return { kind: 'failed', error: errorOf('internal', {}), report: null };
}

/** Creates the list of jobs; `report` is called with unexpected errors. */
export function createJobs(
  emit: (name: 'job', update: Events['job']) => void,
  report: (error: unknown) => void,
  now: () => number = Date.now,
): Jobs {
  const running = new Map<string, AbortController>();
  const last = new Map<JobUpdate['kind'], Promise<void>>();

  async function work(
    jobId: string,
    kind: JobUpdate['kind'],
    run: RunJob,
    signal: AbortSignal,
  ): Promise<void> {
    let done = 0;
    let total = 0;
    let told = Number.NEGATIVE_INFINITY;
    const onProgress = (nowDone: number, nowTotal: number): void => {
      done = nowDone;
      total = nowTotal;
      if (now() - told < progressEvery) return;
      told = now();
      emit('job', { jobId, kind, done, total, result: null });
    };
    let result: JobResult;
    try {
      signal.throwIfAborted();
      result = await run(signal, onProgress);
    } catch (error) {
      result = signal.aborted ? { kind: 'cancelled', report: null } : failedWith(error, report);
    }
    running.delete(jobId);
    emit('job', { jobId, kind, done, total, result });
  }

  return {
    start(kind, run) {
      const jobId = randomUUID();
      const controller = new AbortController();
      running.set(jobId, controller);
      const before = last.get(kind) ?? Promise.resolve();
      last.set(
        kind,
        before.then(() => work(jobId, kind, run, controller.signal)),
      );
      return jobId;
    },
    cancel: (jobId) => running.get(jobId)?.abort(),
    async stop() {
      for (const controller of running.values()) controller.abort();
      await Promise.all(last.values());
    },
  };
}
