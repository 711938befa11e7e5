import { expect, it } from 'vitest';
import { formatMs, formatSeconds } from '../../../src/shared/words/duration-words.ts';

it('says a duration in the units that it needs', () => {
  expect([0, 59, 60, 125, 7200].map(formatSeconds)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '2 min 5 s',
    '120 min',
  ]);
  expect([340.4, 949, 950, 1240, 9960].map(formatMs)).toEqual([
    '340 ms',
    '949 ms',
    '1.0 s',
    '1.2 s',
    '10 s',
  ]);
});
