import {
  languages,
  languageTagged,
  sourceLanguage,
  type LanguageTag,
} from '../../shared/language/catalogues.ts';
import { setLanguage, type Language } from '../../shared/language/translate.ts';

/** The language that a window speaks. */
export interface Spoken {
  /** The tag of the language in use; '' before the first. */
  readonly tag: () => string;
  /** Calls the listener when another language is in use; returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Resolves when the language is in use, or a later call wants another. The first one is in use as
   * soon as the messages of the first view are there, later ones when all are.
   */
  readonly speak: (tag: LanguageTag) => Promise<void>;
}

/** The language that main gave a page. */
export function languageOfPage({ documentElement }: Document): LanguageTag {
  return languageTagged(documentElement.lang) ?? sourceLanguage;
}

/** Creates what loads languages and has the window speak them. */
export function createSpoken(
  load: (tag: LanguageTag) => Promise<Language>,
  { documentElement }: Pick<Document, 'documentElement'> = document,
): Spoken {
  let wanted = '';
  let used = '';
  const listeners = new Set<() => void>();
  return {
    tag: () => used,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async speak(tag) {
      if (tag === wanted) return;
      wanted = tag;
      const language = await load(tag);
      if (used !== '') await language.whole();
      // Until the one that is wanted is there, any is better than none.
      if (tag !== wanted && used !== '') return;
      // It is another if the one that is wanted is missing.
      used = language.tag;
      setLanguage(language);
      documentElement.lang = language.tag;
      documentElement.dir = languages[language.tag].direction;
      for (const listener of listeners) listener();
    },
  };
}
