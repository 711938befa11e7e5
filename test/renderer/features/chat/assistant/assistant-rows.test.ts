import { expect, test } from 'vitest';
import {
  rowAfter,
  rowsFor,
} from '../../../../../src/renderer/features/chat/assistant/assistant-rows.ts';
import { reviewer, translator } from '../../../../shared/model/assistants/samples.ts';

test('every word has to be in the name; none is a choice until something is typed', () => {
  const all = [translator, reviewer];
  expect(rowsFor(all, ' ')).toEqual([null, translator, reviewer]);
  expect(rowsFor(all, 'VIEW')).toEqual([reviewer]);
  expect(rowsFor(all, 'lat tr')).toEqual([translator]);
  expect(rowsFor(all, 'lat view')).toEqual([]);
});

test('keys move within the list', () => {
  expect(rowAfter('ArrowDown', 0, 3)).toBe(1);
  expect(rowAfter('ArrowDown', 2, 3)).toBe(2);
  expect(rowAfter('ArrowUp', 0, 3)).toBe(0);
  expect(rowAfter('PageDown', 1, 3)).toBe(2);
  expect(rowAfter('PageUp', 2, 30)).toBe(0);
  expect(rowAfter('a', 2, 3)).toBeNull();
  expect(rowAfter('ArrowDown', 0, 0)).toBeNull();
});
