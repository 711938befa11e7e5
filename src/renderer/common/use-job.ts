import { useState } from 'react';
import type { CommandInput } from '../../shared/contract/index.ts';
import type { JobUpdate, StartedJob } from '../../shared/model/jobs.ts';
import type { Result } from '../../shared/model/errors.ts';
import { useApp, useController } from '../client/use-app.ts';
import { useProblem } from './use-problem.ts';

/** Commands that start a job. */
export type JobCommand = 'backup.create' | 'backup.restore' | 'data.move';

/** A job as a view follows it. */
export interface Job {
  /** The latest update of the job started here; null before the start. */
  readonly update: JobUpdate | null;
  /** Why the job could not start. */
  readonly problem: string | null;
  readonly isRunning: boolean;
  readonly start: <N extends JobCommand>(name: N, input: CommandInput<N>) => Promise<void>;
  readonly cancel: () => void;
}

/** Starts a long-running job and follows it to its end. */
export function useJob(): Job {
  const controller = useController();
  const [jobId, setJobId] = useState<string | null>(null);
  const [problem, setProblem] = useProblem();
  const update = useApp((state) => (jobId === null ? null : (state.jobs[jobId] ?? null)));
  const isRunning = jobId !== null && (update === null || update.result === null);
  return {
    update,
    problem,
    isRunning,
    async start(name, input) {
      setProblem(null);
      setJobId(null);
      const result: Result<StartedJob> = await controller.command(name, input);
      if (result.ok) setJobId(result.value.jobId);
      else setProblem(result.error);
    },
    cancel() {
      if (jobId !== null) void controller.command('job.cancel', { jobId });
    },
  };
}
