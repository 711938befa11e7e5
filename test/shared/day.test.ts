import { expect, it } from 'vitest';
import { dayOf } from '../../src/shared/day.ts';

it('a day is the one on this computer, in digits that sort', () => {
  expect(dayOf(new Date(2026, 0, 2, 23, 59).getTime())).toBe('2026-01-02');
  expect(dayOf(new Date(2026, 10, 29, 0, 0).getTime())).toBe('2026-11-29');
});
