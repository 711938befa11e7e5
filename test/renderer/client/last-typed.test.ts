import { expect, test } from 'vitest';
import { isForField } from '../../../src/renderer/client/last-typed.ts';

const element = {} as Element;
const full = { element, isEmpty: false };
const empty = { element, isEmpty: true };
const typed = { field: element, isEmpty: false, at: 20, isUndo: false };

test('Undo is for what the person did last, typing or a change of data', () => {
  const isFor = (
    ...args: Parameters<typeof isForField> extends [unknown, ...infer R] ? R : never
  ) => isForField('undo', ...args);
  expect(isFor(null, typed, 10)).toBe(false);
  expect(isFor(full, null, null)).toBe(true);
  expect(isFor(full, typed, 10)).toBe(true);
  expect(isFor(full, typed, 30)).toBe(false);
  // Nothing was typed in this field.
  expect(isFor(full, null, 10)).toBe(false);
  expect(isFor(full, { ...typed, field: {} as Element }, 10)).toBe(false);
  // It was sent, or all of it is taken back; but what the person has cleared comes back.
  expect(isFor(empty, typed, 10)).toBe(false);
  expect(isFor(empty, { ...typed, isEmpty: true, isUndo: true }, 10)).toBe(false);
  expect(isFor(empty, { ...typed, isEmpty: true }, 10)).toBe(true);
});

test('Redo is for a field in which typing was taken back', () => {
  expect(isForField('redo', full, typed, 10)).toBe(false);
  expect(isForField('redo', empty, { ...typed, isEmpty: true, isUndo: true }, 10)).toBe(true);
  expect(isForField('redo', full, { ...typed, isUndo: true }, 30)).toBe(false);
});
