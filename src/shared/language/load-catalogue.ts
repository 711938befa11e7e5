import type { Catalogue, LanguageTag } from './catalogues.ts';

const loaders: Readonly<Record<LanguageTag, () => Promise<{ readonly default: Catalogue }>>> = {
  en: () => import('./locales/en.json', { with: { type: 'json' } }),
};

/** Loads the messages of a language. */
export async function loadCatalogue(tag: LanguageTag): Promise<Catalogue> {
  return (await loaders[tag]()).default;
}
