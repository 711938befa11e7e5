import { expect, test } from 'vitest';
import { rowAfter } from '../../../../src/renderer/features/library/list/use-list-keys.ts';

test('a held arrow stops at the end, and a new press goes on at the other', () => {
  const pressed = { repeat: false, shiftKey: false };
  expect(rowAfter(1, 1, 3, pressed)).toBe(2);
  expect(rowAfter(2, 1, 3, pressed)).toBe(0);
  expect(rowAfter(0, -1, 3, pressed)).toBe(2);
  expect(rowAfter(2, 1, 3, { ...pressed, repeat: true })).toBe(2);
  // Selecting on the way and pages do not jump over the end.
  expect(rowAfter(2, 1, 3, { ...pressed, shiftKey: true })).toBe(2);
  expect(rowAfter(2, 10, 3, pressed)).toBe(2);
  expect(rowAfter(1, -3, 3, pressed)).toBe(0);
});
