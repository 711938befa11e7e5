import { foldCase } from '../../../../ui/filter-options.ts';

/** How long after a letter the next one goes on with the same word (ms). */
const pauseMs = 1000;

/** Finds a row of the list by what is typed there. */
export interface TypeAhead {
  /** True while the next letter goes on with a word. */
  readonly isGoing: () => boolean;
  /**
   * Takes a letter and returns the index of the row that it leads to from the one at `at`: the next
   * that begins with what is typed, or else the next in which a word does. One letter again and
   * again leads through all that begin with it. Null if there is none.
   */
  readonly take: (letter: string, at: number, names: readonly string[]) => number | null;
}

/** The first index from `start` on, and around the end, for which the test holds. */
function nextIndex(count: number, start: number, test: (index: number) => boolean): number | null {
  for (let step = 0; step < count; step += 1) {
    const index = (start + step) % count;
    if (test(index)) return index;
  }
  return null;
}

function beginsAWord(name: string, typed: string): boolean {
  for (let at = name.indexOf(typed); at !== -1; at = name.indexOf(typed, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) return true;
  }
  return false;
}

/** Starts with nothing typed. `now` is a clock in ms. */
export function createTypeAhead(now: () => number): TypeAhead {
  let typed = '';
  let lastAt = 0;
  const isGoing = (): boolean => typed !== '' && now() - lastAt < pauseMs;
  return {
    isGoing,
    take(letter, at, names) {
      typed = isGoing() ? typed + foldCase(letter) : foldCase(letter);
      lastAt = now();
      const folded = names.map(foldCase);
      const find = (word: string, start: number): number | null =>
        nextIndex(folded.length, start, (index) => folded[index]?.startsWith(word) === true) ??
        nextIndex(folded.length, start, (index) => beginsAWord(folded[index] ?? '', word));
      const letters = Array.from(typed);
      const [first = ''] = letters;
      // A word that grows may stay in its row.
      const found = find(typed, letters.length === 1 ? at + 1 : at);
      if (found !== null || letters.some((each) => each !== first)) return found;
      return find(first, at + 1);
    },
  };
}
