import { expect, test } from 'vitest';
import { createEndQuestion } from '../../../src/main/app/end-question.ts';
import { expected } from '../../../src/shared/expected.ts';
import type { EndAnswer } from '../../../src/shared/words/temporary/marks.ts';

function rig(...answers: readonly EndAnswer[]) {
  const left = [...answers];
  const unkept = ['a', 'b'];
  const asked: number[] = [];
  const told: string[] = [];
  const kept: string[] = [];
  let refuses = false;
  const question = createEndQuestion({
    unkept: () => unkept.filter((id) => !kept.includes(id)),
    keep(id) {
      if (refuses) {
        return Promise.reject(expected('disk_refused', { disk: { code: 'ENOSPC', said: null } }));
      }
      kept.push(id);
      return Promise.resolve();
    },
    ask(conversations) {
      asked.push(conversations);
      return Promise.resolve(left.shift() ?? 'cancel');
    },
    tellNotKept: (reason) => told.push(reason),
    report: (error) => {
      throw error;
    },
  });
  return {
    question,
    unkept,
    asked,
    told,
    kept,
    refuse: (now: boolean) => {
      refuses = now;
    },
  };
}

test('asks once at a time, and again after cancel', async () => {
  const { question, asked } = rig('cancel', 'cancel');
  const [first, second] = [question(), question()];
  expect(await first).toBe(false);
  expect(await second).toBe(false);
  expect(asked).toEqual([2]);
  expect(await question()).toBe(false);
  expect(asked).toEqual([2, 2]);
});

test('does not ask again about what may end, but about what began since', async () => {
  const { question, unkept, asked } = rig('end', 'end');
  expect(await question()).toBe(true);
  expect(question()).toBe(null);
  unkept.push('c');
  expect(await question()).toBe(true);
  expect(asked).toEqual([2, 1]);
});

test('keeps all of them, or says why and does not end', async () => {
  const { question, kept, told, refuse } = rig('keep', 'keep');
  refuse(true);
  expect(await question()).toBe(false);
  expect(told).toHaveLength(1);
  refuse(false);
  expect(await question()).toBe(true);
  expect(kept).toEqual(['a', 'b']);
  expect(question()).toBe(null);
});
