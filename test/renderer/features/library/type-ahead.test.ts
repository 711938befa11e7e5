import { expect, test } from 'vitest';
import { createTypeAhead } from '../../../../src/renderer/features/library/list/keys/type-ahead.ts';

/** Types letters one after the other, from a row on; returns where each leads. */
function setUp(names: readonly string[]) {
  let time = 0;
  const typeAhead = createTypeAhead(() => time);
  let at = 0;
  return {
    typeAhead,
    type: (word: string) =>
      Array.from(word).map((letter) => {
        const found = typeAhead.take(letter, at, names);
        at = found ?? at;
        return found === null ? null : (names[found] ?? null);
      }),
    pause: () => {
      time += 1000;
    },
  };
}

const titles = ['Wren', 'Owls at night', 'Wrens sing', 'Über Amseln', '“Write” to me', 'owl'];

test('a word that is typed leads to the title that begins with it', () => {
  const { type, pause, typeAhead } = setUp(titles);
  expect(type('wrens')).toEqual(Array.from({ length: 5 }, () => 'Wrens sing'));
  pause();
  expect(typeAhead.isGoing()).toBe(false);
  // Without case and accents, and around the end.
  expect(type('uber')).toEqual(Array.from({ length: 4 }, () => 'Über Amseln'));
  pause();
  expect(type('owls a').at(-1)).toBe('Owls at night');
});

test('one letter again and again leads through all that begin with it', () => {
  const { type } = setUp(titles);
  expect(type('www')).toEqual(['Wrens sing', 'Wren', 'Wrens sing']);
});

test('where no title begins so, a word in one does; else the row stays', () => {
  const { type, pause } = setUp(titles);
  expect(type('write').at(-1)).toBe('“Write” to me');
  pause();
  expect(type('night').at(-1)).toBe('Owls at night');
  pause();
  expect(type('zoo')).toEqual([null, null, null]);
  pause();
  expect(setUp([]).type('a')).toEqual([null]);
});
