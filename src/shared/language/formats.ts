import { languages, type LanguageTag } from './catalogues.ts';
import { isolate } from './isolate.ts';
import { currentLanguage } from './translate.ts';

/** Returns what makes something for the language in use, such as a formatter, once for each. */
export function perLanguage<F>(make: (tag: LanguageTag) => F): () => F {
  const known = new Map<LanguageTag, F>();
  return () => {
    const tag = currentLanguage();
    const made = known.get(tag) ?? make(tag);
    known.set(tag, made);
    return made;
  };
}

const numbers = perLanguage((tag) => new Intl.NumberFormat(tag));

/** A number by itself, as the language in use writes it. */
export function numberText(value: number): string {
  return numbers().format(value);
}

/** Languages that put no space between sentences. */
const unspaced = /^(?:ja|zh)\b/u;

/** What stands between the terms of a list. `Intl.ListFormat` has no list without an "and" in all. */
function separatorIn(tag: LanguageTag): string {
  if (unspaced.test(tag)) return '、';
  return languages[tag].direction === 'rtl' ? '، ' : ', ';
}

/** Lists short terms or names of equal rank, such as "vision, tools". */
export function listText(terms: readonly string[]): string {
  const tag = currentLanguage();
  const { direction } = languages[tag];
  return terms.map((each) => isolate(each, direction)).join(separatorIn(tag));
}

/** How a list of names ends: "a, b, and c" or "a, b, or c". */
export type NamesEnd = 'conjunction' | 'disjunction';

const listsOfNames = perLanguage((tag) => ({
  conjunction: new Intl.ListFormat(tag, { type: 'conjunction' }),
  disjunction: new Intl.ListFormat(tag, { type: 'disjunction' }),
}));

/** Lists names as a part of a sentence, each set apart from its neighbours. */
export function namesText(names: readonly string[], end: NamesEnd = 'conjunction'): string {
  const { direction } = languages[currentLanguage()];
  return listsOfNames()[end].format(names.map((name) => isolate(name, direction)));
}

const segmenters = perLanguage((tag) => new Intl.Segmenter(tag, { granularity: 'word' }));

/**
 * The words of a text in the language in use, each with the signs around it: joined by `between`,
 * they are the text.
 */
export function wordsOf(text: string): {
  readonly words: readonly string[];
  readonly between: string;
} {
  if (!unspaced.test(currentLanguage())) return { words: text.split(' '), between: ' ' };
  const words: string[] = [];
  let hasWord = false;
  for (const { segment, isWordLike = false } of segmenters().segment(text)) {
    if (words.length === 0 || (isWordLike && hasWord)) words.push(segment);
    else words.push(`${words.pop() ?? ''}${segment}`);
    hasWord ||= isWordLike;
  }
  return { words, between: '' };
}

/** Puts whole sentences one behind the other, and leaves out those that are ''. */
export function sentences(...all: readonly string[]): string {
  const said = all.filter((each) => each !== '');
  return said.join(unspaced.test(currentLanguage()) ? '' : ' ');
}
