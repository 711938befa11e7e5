import { t } from '../../../shared/language/translate.ts';
import { abilities, type Ability } from '../../../shared/model/models/facts.ts';
import { factsLine } from '../../../shared/words/model-words.ts';
import { shownRows, type ComboboxRow, type ComboboxRows } from '../../ui/combobox/rows.ts';
import { wordsOf } from '../../ui/filter-options.ts';
import { moneyText } from '../../../shared/words/money-words.ts';
import type { Choice } from './choices.ts';

/** A word of a query that asks for something a model has. */
type Filter =
  | { readonly kind: 'ability'; readonly word: string; readonly ability: Ability }
  | { readonly kind: 'context'; readonly word: string; readonly tokens: number }
  /** Dollars for a million tokens of the prompt, at most. */
  | { readonly kind: 'price'; readonly word: string; readonly dollars: number };

const otherWords: Readonly<Record<string, Ability>> = { images: 'vision', thinking: 'reasoning' };
const units: Readonly<Record<string, number>> = { k: 1000, m: 1_000_000 };

function filterOf(word: string): Filter | null {
  const ability = abilities.find((each) => each === word) ?? otherWords[word];
  if (ability !== undefined) return { kind: 'ability', word, ability };
  const [, size, unit = ''] = /^>?(\d{1,4}(?:\.\d+)?)([km])\+?$/u.exec(word) ?? [];
  if (size !== undefined) {
    return { kind: 'context', word, tokens: Number(size) * (units[unit] ?? 1) };
  }
  if (word === 'free') return { kind: 'price', word, dollars: 0 };
  const [, dollars] = /^<?\$(\d{1,4}(?:\.\d+)?)$/u.exec(word) ?? [];
  return dollars === undefined ? null : { kind: 'price', word, dollars: Number(dollars) };
}

/** Whether a model has what is asked for; null if nothing is known. */
function has({ facts }: Choice, filter: Filter): boolean | null {
  switch (filter.kind) {
    case 'ability':
      return facts[filter.ability]?.value ?? null;
    case 'context': {
      const { contextTokens } = facts;
      return contextTokens === null ? null : contextTokens.value >= filter.tokens;
    }
    case 'price': {
      const { price } = facts;
      return price === null ? null : price.prompt <= filter.dollars;
    }
  }
}

/** The word that shows the hidden models, and no others. */
const hiddenWord = 'hidden';

interface Query {
  readonly words: readonly string[];
  readonly filters: readonly Filter[];
  readonly showsHidden: boolean;
}

function queryOf(typed: string): Query {
  const all = wordsOf(typed);
  const filters = all.flatMap((word) => filterOf(word) ?? []);
  const words = all.filter((word) => word !== hiddenWord && filterOf(word) === null);
  return { words, filters, showsHidden: all.includes(hiddenWord) };
}

/** Favourites, then what was used lately, then names that begin with the first word. */
function rankOf({ isFavourite, recency, label }: Choice, first: string): number {
  if (isFavourite) return 0;
  if (recency !== null) return 1 + recency;
  return first !== '' && label.toLowerCase().startsWith(first) ? 10 : 11;
}

function ranked(choices: readonly Choice[], first: string): readonly Choice[] {
  return choices
    .map((choice, at) => ({ choice, rank: rankOf(choice, first), at }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ choice }) => choice);
}

function rowOf(choice: Choice, group: string | undefined, hint: string | undefined): ComboboxRow {
  const { value, label, facts } = choice;
  const detail = factsLine(facts, moneyText);
  return { value, label, hint, group, ...(detail === '' ? {} : { detail }) };
}

function leftOutNote(count: number): { readonly note?: string } {
  return count === 0 ? {} : { note: t('model_search.left_out', { count }) };
}

/**
 * Finds the rows for a typed text (null: nothing yet). Nothing typed: favourites, recent ones, then
 * all by provider. Words may ask for what a model can do (`vision`, `tools`, `reasoning`), how much
 * it reads (`100k`) and what it costs (`$2`, `free`).
 */
export function searchChoices(choices: readonly Choice[], typed: string | null): ComboboxRows {
  const query = typed?.trim() ?? '';
  const { words, filters, showsHidden } = queryOf(query);
  const isMany = new Set(choices.map(({ providerId }) => providerId)).size > 1;
  let unknown = 0;
  const fitting = choices.filter((choice) => {
    // A whole name finds a hidden model, too.
    if (choice.isHidden !== showsHidden && choice.value !== query) return false;
    if (!words.every((word) => choice.haystack.includes(word))) return false;
    let isUnknown = false;
    for (const filter of filters) {
      if (choice.haystack.includes(filter.word)) continue;
      const fits = has(choice, filter);
      if (fits === false) return false;
      isUnknown ||= fits === null;
    }
    if (isUnknown) unknown += 1;
    return !isUnknown;
  });
  const sorted = ranked(fitting, words[0] ?? '');
  const isFilter = filters.length > 0 || showsHidden;
  const hasFirst = sorted.some(({ isFavourite, recency }) => isFavourite || recency !== null);
  const groupOf = ({ isFavourite, recency, provider }: Choice): string | undefined => {
    if (query !== '' || !(hasFirst || isMany)) return undefined;
    if (isFavourite) return t('model_search.favourites');
    if (recency !== null) return t('model_search.recent');
    return isMany ? provider : t('model_search.all');
  };
  const rows = sorted.slice(0, shownRows).map((choice) => {
    const group = groupOf(choice);
    const isTold = !isMany || group === choice.provider;
    return rowOf(choice, group, isTold ? undefined : choice.provider);
  });
  if (query !== '' && !isFilter && !choices.some(({ value }) => value === query)) {
    rows.push({ value: query, label: t('list.use', { text: query }) });
  }
  return {
    rows,
    hidden: Math.max(0, sorted.length - shownRows),
    isFilter,
    ...leftOutNote(unknown),
  };
}

/** The query with a word added, or taken out if it is there. */
export function toggledWord(query: string, word: string): string {
  const all = query.split(/\s+/u).filter((each) => each !== '');
  const others = all.filter((each) => each.toLowerCase() !== word);
  return others.length < all.length ? others.join(' ') : [...all, word].join(' ');
}
