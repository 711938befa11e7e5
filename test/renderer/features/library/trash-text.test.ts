import { expect, test } from 'vitest';
import {
  daysLeft,
  outcomeText,
} from '../../../../src/renderer/features/library/trash/trash-text.ts';

const day = 24 * 60 * 60 * 1000;

test.each([
  [30 * day - 5000, '30 days left'],
  [1.4 * day, '1 day left'],
  [day, '1 day left'],
  [day - 1, 'less than a day left'],
  [-day, 'less than a day left'],
])('%d ms before it goes: %s', (left, text) => {
  expect(daysLeft(1e12 + left, 1e12)).toBe(text);
});

test('what was done and what was not is said for one by its title, for many by their number', () => {
  const disk = { code: 'EROFS', said: null };
  const none = { failed: 0, reason: null };
  const kind = 'reported';
  expect(
    outcomeText({ kind, what: 'restore', report: { done: 1, ...none }, title: 'Trieste' }),
  ).toEqual({ done: 'Restored “Trieste”.', problem: null });
  const unread = { code: 'trash_unread', params: { disk } } as const;
  expect(
    outcomeText({
      kind,
      what: 'delete',
      report: { done: 2, failed: 3, reason: unread },
      title: undefined,
    }),
  ).toEqual({
    done: 'Deleted 2 conversations for good.',
    problem:
      '3 conversations could not be deleted. The trash could not be read. The disk is read-only. Make it writable, and Parley saves by itself.',
  });
  const gone = { code: 'not_in_trash', params: {} } as const;
  expect(
    outcomeText({
      kind,
      what: 'restore',
      report: { done: 0, failed: 1, reason: gone },
      title: 'A',
    }),
  ).toEqual({
    done: null,
    problem: '“A” could not be restored. It is no longer in the trash.',
  });
  expect(outcomeText({ kind: 'failed', error: gone })).toEqual({
    done: null,
    problem: 'It is no longer in the trash.',
  });
});
