import { expect, test } from 'vitest';
import { indexAfter } from '../../../src/renderer/features/chat/compare/column-keys.ts';
import { logicalKey } from '../../../src/renderer/ui/direction.ts';

test('arrows lead on where the window is read', () => {
  const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'Home', 'a'];
  expect(keys.map((key) => logicalKey(key, 'ltr'))).toEqual(keys);
  expect(keys.map((key) => logicalKey(key, 'rtl'))).toEqual([
    'ArrowRight',
    'ArrowLeft',
    'ArrowUp',
    'Home',
    'a',
  ]);
});

test('the column on the left is the next one from right to left', () => {
  expect(indexAfter(logicalKey('ArrowLeft', 'rtl'), 0, 3)).toBe(1);
  expect(indexAfter(logicalKey('ArrowRight', 'rtl'), 0, 3)).toBeNull();
  expect(indexAfter(logicalKey('ArrowRight', 'ltr'), 0, 3)).toBe(1);
});
