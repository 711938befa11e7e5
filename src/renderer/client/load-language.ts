import type { LanguageTag } from '../../shared/language/catalogues.ts';
import { setLanguage, type Messages } from '../../shared/language/translate.ts';

type Piece = () => Promise<{ readonly default: Messages }>;

const pieces: Readonly<Record<LanguageTag, { readonly first: Piece; readonly late: Piece }>> = {
  en: {
    first: () => import('../../shared/language/locales/en.json?first'),
    late: () => import('../../shared/language/locales/en.json?late'),
  },
};

/** Sets the language once the messages of the first view are there. The others come behind it. */
export async function loadLanguage(tag: LanguageTag): Promise<void> {
  const { first, late } = pieces[tag];
  const { default: messages } = await first();
  setLanguage(
    tag,
    messages,
    late().then((loaded) => loaded.default),
  );
}
