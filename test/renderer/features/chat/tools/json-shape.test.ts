import { describe, expect, it } from 'vitest';
import {
  isSmall,
  readJson,
  shapeOf,
} from '../../../../../src/renderer/features/chat/tools/json-shape.ts';

describe('what is data', () => {
  it('is an object or a list, and no other text', () => {
    expect(readJson(' [1]')).toEqual([1]);
    expect(readJson('{"a":1}')).toEqual({ a: 1 });
    for (const text of ['7', '"a"', 'Hello', '{broken', '']) expect(readJson(text)).toBeUndefined();
  });

  it('is not looked for in very long texts', () => {
    expect(readJson(`["${'x'.repeat(1_000_000)}"]`)).toBeUndefined();
  });
});

describe('the shape of data', () => {
  it('is a table for a list of flat objects, whose names may differ', () => {
    expect(shapeOf([{ a: 1 }, { b: 'x', a: null }])).toEqual({
      kind: 'table',
      caption: '',
      columns: ['a', 'b'],
      rows: [{ a: 1 }, { b: 'x', a: null }],
    });
    expect(shapeOf({ result: [{ a: 1 }] })).toMatchObject({ kind: 'table', caption: 'result' });
  });

  it('is a tree for everything else', () => {
    const wide = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`c${n}`, n]));
    for (const value of [
      [],
      [1, 2],
      [{}],
      [{ a: 1 }, 2],
      [{ a: [1] }],
      { a: 1 },
      { a: [{ b: 1 }], c: 1 },
      [wide],
    ]) {
      expect(shapeOf(value)).toEqual({ kind: 'tree', value });
    }
  });
});

it('counts in all depth, and not beyond the limit', () => {
  expect(isSmall({ a: [1, 2, { b: 3 }] }, 5)).toBe(true);
  expect(isSmall({ a: [1, 2, { b: 3 }] }, 4)).toBe(false);
});
