import { expect, it } from 'vitest';
import { nextSeconds } from '../../../../../src/renderer/features/chat/message/use-elapsed.ts';

/** Every number of seconds shown within this time. */
function shown(within: number, steps: 'seconds' | 'fewer'): readonly number[] {
  const all = [0];
  for (let at = 0; at < within; all.push(at)) at = nextSeconds(at, steps);
  return all;
}

it('tells a long wait in fewer steps, which begin anywhere and fall on whole ones', () => {
  expect(shown(30, 'fewer')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30]);
  expect(shown(600, 'fewer').length).toBeLessThan(60);
  expect(nextSeconds(13, 'fewer')).toBe(15);
  expect(nextSeconds(61, 'fewer')).toBe(75);
});

it('tells each second where each counts', () => {
  expect(shown(90, 'seconds')).toHaveLength(91);
});
