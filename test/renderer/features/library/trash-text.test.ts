import { expect, test } from 'vitest';
import { daysLeft, outcomeOf } from '../../../../src/renderer/features/library/trash/trash-text.ts';

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
  expect(outcomeOf('restore', { done: 1, ...none }, 'Trieste')).toEqual({
    done: 'Restored “Trieste”.',
    problem: null,
  });
  expect(
    outcomeOf(
      'delete',
      { done: 2, failed: 3, reason: { code: 'trash_unread', params: { disk } } },
      undefined,
    ),
  ).toEqual({
    done: 'Deleted 2 conversations for good.',
    problem:
      '3 conversations could not be deleted. The trash could not be read. The disk is read-only. Make it writable, and Parley saves by itself.',
  });
  expect(
    outcomeOf('restore', { done: 0, failed: 1, reason: { code: 'not_in_trash', params: {} } }, 'A'),
  ).toEqual({
    done: null,
    problem: '“A” could not be restored. It is no longer in the trash.',
  });
});
