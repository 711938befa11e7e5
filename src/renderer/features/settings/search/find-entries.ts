import { foldCase, holdsWords, wordsOf } from '../../../ui/filter-options.ts';
import { settingsSectionName } from '../../../common/settings-sections.ts';
import type { SettingEntry } from './entries.ts';

/** How well a label fits, the best first; null if the entry is not meant. */
function rankOf({ label, about, page }: SettingEntry, words: readonly string[]): number | null {
  if (!holdsWords([label, ...about, settingsSectionName(page)].join('\n'), words)) return null;
  const [first = ''] = words;
  if (foldCase(label).startsWith(first) && holdsWords(label, words)) return 0;
  return holdsWords(label, words) ? 1 : 2;
}

/** The entries that hold every word of a query, those with all of them in their label first. */
export function findEntries(
  entries: readonly SettingEntry[],
  query: string,
): readonly SettingEntry[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return entries
    .flatMap((entry) => {
      const rank = rankOf(entry, words);
      return rank === null ? [] : [{ entry, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
