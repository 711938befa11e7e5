import {
  isPseudo,
  sourceLanguage,
  type Catalogue,
  type LanguageTag,
} from '../../shared/language/catalogues.ts';
import englishMessages from '../../shared/language/locales/en.json' with { type: 'json' };
import { languageOf, type Language } from '../../shared/language/translate.ts';

/** English is built in: it is what other programs are told in, unless they ask for another. */
export const english: Language = languageOf(sourceLanguage, englishMessages);

async function loadMessages(tag: LanguageTag): Promise<Catalogue> {
  if (isPseudo(tag)) {
    const { pseudoMessages } = await import('../../shared/language/pseudo.ts');
    return pseudoMessages(tag, englishMessages);
  }
  const file: { readonly default: Catalogue } = await import(
    `../../shared/language/locales/${tag}.json`,
    { with: { type: 'json' } }
  );
  // Messages that are not translated yet are shown in English.
  return { ...englishMessages, ...file.default };
}

/** Loads a language; English if a damaged installation lacks it. */
export async function loadLanguage(tag: LanguageTag): Promise<Language> {
  if (tag === sourceLanguage) return english;
  return loadMessages(tag).then(
    (messages) => languageOf(tag, messages),
    () => english,
  );
}
