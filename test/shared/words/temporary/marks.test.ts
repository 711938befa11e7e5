import { expect, it } from 'vitest';
import { endWords } from '../../../../src/shared/words/temporary/marks.ts';

it('asks about one conversation or several before Parley quits', () => {
  const said = (count: number): readonly string[] => {
    const { detail, buttons } = endWords(count);
    return [detail, buttons.keep];
  };
  expect([1, 2].map(said)).toEqual([
    [
      'One conversation is only in memory. Keep it, and it is saved like any other.',
      'Keep it and quit',
    ],
    [
      '2 conversations are only in memory. Keep them, and they are saved like any other.',
      'Keep them and quit',
    ],
  ]);
});
