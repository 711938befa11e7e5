import { languageTagged, type LanguageTag } from '../../../shared/language/catalogues.ts';
import { chooseLanguage } from '../../../shared/language/choose.ts';
import type { Language } from '../../../shared/language/translate.ts';
import { loadLanguage } from '../../language/load-language.ts';

/** The most languages of a header that are read. */
const maxLanguages = 20;

/**
 * The language of a request by its `Accept-Language`, such as `de-CH, en;q=0.8`. English if there is
 * none that Parley speaks.
 */
export function languageAccepted(header: string): LanguageTag {
  const accepted = header
    .split(',', maxLanguages)
    .map((each) => {
      const [tag = '', quality = ''] = each.split(';');
      const weight = /^\s*q=([\d.]+)\s*$/u.exec(quality)?.[1];
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  // A language for tests is never offered.
  const [first = ''] = accepted;
  return languageTagged(first) ?? chooseLanguage(accepted);
}

const loaded = new Map<LanguageTag, Promise<Language>>();

/** The language in which a program wants to read what goes wrong. Loaded when it is asked for first. */
export function languageFor(header: string): Promise<Language> {
  const tag = languageAccepted(header);
  const known = loaded.get(tag) ?? loadLanguage(tag);
  loaded.set(tag, known);
  return known;
}
