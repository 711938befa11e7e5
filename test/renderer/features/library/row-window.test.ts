import { describe, expect, it } from 'vitest';
import {
  rowAt,
  rowsBetween,
  rowTops,
} from '../../../../src/renderer/features/library/list/row-window.ts';

const heights = [40, 36, 36, 40, 36, 36, 36];
const tops = rowTops(heights.length, (index) => heights[index] ?? 0);

describe('rows of known heights', () => {
  it('adds the heights up', () => {
    expect([...tops]).toEqual([0, 40, 76, 112, 152, 188, 224, 260]);
  });

  it.each([
    [-50, 0],
    [0, 0],
    [39, 0],
    [40, 1],
    [111.9, 2],
    [259, 6],
    [9999, 6],
  ])('finds the row at %d', (y, row) => {
    expect(rowAt(tops, y)).toBe(row);
  });

  it('draws what touches the window, and the kept row wherever it is', () => {
    expect(rowsBetween(tops, 80, 150, -1)).toEqual([2, 3]);
    expect(rowsBetween(tops, 80, 150, 3)).toEqual([2, 3]);
    expect(rowsBetween(tops, 80, 150, 6)).toEqual([2, 3, 6]);
    expect(rowsBetween(tops, 80, 150, 0)).toEqual([0, 2, 3]);
    expect(rowsBetween(tops, 80, 150, 99)).toEqual([2, 3]);
  });

  it('draws nothing of nothing', () => {
    const none = rowTops(0, () => 36);
    expect(rowAt(none, 0)).toBe(-1);
    expect(rowsBetween(none, 0, 500, -1)).toEqual([]);
  });

  it('draws no more of 10,000 rows than of 100', () => {
    const many = rowTops(10_000, () => 36);
    for (const top of [0, 5000, 180_000, 359_000]) {
      expect(rowsBetween(many, top - 360, top + 1440, -1).length).toBeLessThan(60);
    }
  });
});
