import { expect, test } from 'vitest';
import { createProgress, type TaskbarProgress } from '../../../src/main/desktop/progress.ts';
import type { JobUpdate } from '../../../src/shared/model/jobs.ts';

function rig() {
  const shown: TaskbarProgress[] = [];
  const progress = createProgress((each) => shown.push(each));
  const job = (jobId: string, done: number, total: number, result: JobUpdate['result'] = null) =>
    progress.job({ jobId, kind: 'export', done, total, result });
  return { shown, progress, job };
}

const none = { kind: 'none' } as const;
const unknown = { kind: 'unknown' } as const;
const share = (part: number) => ({ kind: 'share', share: part }) as const;

test('answers show that something runs, until the last has ended', () => {
  const { shown, progress } = rig();
  for (const count of [1, 2, 1, 0, 0]) progress.streaming(count);
  expect(shown).toEqual([unknown, none]);
});

test('a job shows its share before an answer does, in steps, and failure takes it away', () => {
  const { shown, progress, job } = rig();
  progress.streaming(1);
  job('a', 0, 0);
  job('a', 100, 1000);
  job('a', 105, 1000);
  job('a', 500, 1000);
  job('b', 0, 1000);
  job('b', 0, 1000, { kind: 'cancelled', report: null });
  job('a', 500, 1000, { kind: 'cancelled', report: null });
  expect(shown).toEqual([unknown, share(0.1), share(0.5), share(0.25), share(0.5), unknown]);
});

test('the end takes everything away, for good', () => {
  const { shown, progress, job } = rig();
  job('a', 5, 10);
  progress.end();
  job('a', 6, 10);
  progress.streaming(1);
  expect(shown).toEqual([share(0.5), none]);
});
