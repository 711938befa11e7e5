import type { Catalogue, LanguageTag } from '../../shared/language/catalogues.ts';

// Without the import attribute that Node wants: the development server answers with a script.
const loaders: Readonly<Record<LanguageTag, () => Promise<{ readonly default: Catalogue }>>> = {
  en: () => import('../../shared/language/locales/en.json'),
};

/** Loads the messages of a language. */
export async function loadCatalogue(tag: LanguageTag): Promise<Catalogue> {
  return (await loaders[tag]()).default;
}
