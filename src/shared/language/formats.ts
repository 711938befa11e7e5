import type { LanguageTag } from './catalogues.ts';
import { currentLanguage } from './translate.ts';

/** Keeps a formatter per language. To make one is far slower than to use it. */
function perLanguage<F>(make: (tag: LanguageTag) => F): () => F {
  const made = new Map<LanguageTag, F>();
  return () => {
    const tag = currentLanguage();
    const known = made.get(tag);
    if (known !== undefined) return known;
    const format = make(tag);
    made.set(tag, format);
    return format;
  };
}

const numbers = perLanguage((tag) => new Intl.NumberFormat(tag));
const lists = perLanguage((tag) => new Intl.ListFormat(tag, { type: 'unit', style: 'short' }));

/** A number by itself, as the language in use writes it. */
export function numberText(value: number): string {
  return numbers().format(value);
}

/** Names and facts one after the other, as the language in use lists them: "a, b, c". */
export function listText(parts: readonly string[]): string {
  return lists().format(parts);
}
