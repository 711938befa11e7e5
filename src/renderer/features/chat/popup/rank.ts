import { scores, scoreText } from '../../../common/score-text.ts';
import { foldCase } from '../../../ui/filter-options.ts';
import type { ComposerItem } from './composer-source.ts';

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
