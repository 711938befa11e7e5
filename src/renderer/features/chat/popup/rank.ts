import { foldCase } from '../../../ui/filter-options.ts';
import type { ComposerItem } from './composer-source.ts';

/** Scores of the ways in which a text can contain a query. */
const scores = {
  beginning: 1000,
  wordStart: 800,
  inside: 600,
  initials: 500,
  scattered: 300,
  inDetail: 100,
} as const;

/** From this length of a query on, descriptions are searched as well. */
const detailFrom = 3;

/** Remembers folded texts by item, because folding takes longer than matching. */
function createFolded<T>(fold: (item: ComposerItem) => T): (item: ComposerItem) => T {
  const known = new WeakMap<ComposerItem, { readonly folded: T }>();
  return (item) => {
    const found = known.get(item) ?? { folded: fold(item) };
    known.set(item, found);
    return found.folded;
  };
}

const namesOf = createFolded(({ label, name }) => [foldCase(label), foldCase(name)]);
const detailOf = createFolded(({ detail }) => foldCase(detail));

const isWordChar = (text: string | undefined): boolean =>
  text !== undefined && /[\p{L}\p{N}]/u.test(text);

/**
 * Finds the letters of a query in order, each as early as possible. Returns the number of gaps
 * between them and whether each begins a word; null if they are not all there.
 */
function scattered(text: string, query: string): { gaps: number; areInitials: boolean } | null {
  let at = -1;
  let gaps = 0;
  let areInitials = true;
  for (const letter of query) {
    const next = text.indexOf(letter, at + 1);
    if (next === -1) return null;
    if (next > at + 1) gaps += 1;
    if (isWordChar(text[next - 1])) areInitials = false;
    at = next;
  }
  return { gaps, areInitials };
}

/** Scores how well a text matches a query; both are folded. Returns 0 for no match. */
export function scoreText(text: string, query: string): number {
  if (text.startsWith(query)) return scores.beginning - Math.min(text.length, 100);
  for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + 1))
    if (!isWordChar(text[at - 1])) return scores.wordStart - Math.min(at, 100);
  const at = text.indexOf(query);
  if (at !== -1) return scores.inside - Math.min(at, 99);
  const found = scattered(text, query);
  if (found === null) return 0;
  if (found.areInitials) return scores.initials;
  // Letters far apart are found in nearly every long text.
  return found.gaps > 4 ? 0 : scores.scattered - 20 * found.gaps;
}

/** An item with its score. */
export interface RankedItem {
  readonly item: ComposerItem;
  readonly score: number;
}

/**
 * Returns the items that match a query, the best first. An empty query matches all. `words`: only
 * beginnings of words match.
 */
export function rankItems(
  items: readonly ComposerItem[],
  query: string,
  matches: 'words' | 'letters' = 'letters',
): readonly RankedItem[] {
  const wanted = foldCase(query);
  if (wanted === '') return items.map((item) => ({ item, score: 0 }));
  return items
    .map((item) => {
      const score = Math.max(...namesOf(item).map((text) => scoreText(text, wanted)));
      const isInDetail =
        score === 0 && wanted.length >= detailFrom && detailOf(item).includes(wanted);
      return { item, score: isInDetail ? scores.inDetail : score };
    })
    .filter(({ score }) => score > (matches === 'words' ? scores.inside : 0))
    .sort((a, b) => b.score - a.score);
}
