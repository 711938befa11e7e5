import {
  offeredLanguages,
  sourceLanguage,
  type LanguageTag,
  type OfferedTag,
} from './catalogues.ts';

/** Language and script of a tag, such as `zh` and `Hant`; null for what is no tag. */
function readTag(tag: string): { readonly language: string; readonly script: string } | null {
  // Systems also write `pt_BR.UTF-8`.
  const [name = ''] = tag.replaceAll('_', '-').split(/[.@]/u);
  try {
    const { language, script } = new Intl.Locale(name).maximize();
    return script === undefined ? null : { language, script };
  } catch {
    return null;
  }
}

/**
 * The first of somebody's languages that Parley speaks, in any region's variety but in its own
 * script: who reads traditional Chinese is better served by their next language than by simplified
 * Chinese. English if there is none.
 */
export function chooseLanguage(
  preferred: readonly string[],
  offered: readonly LanguageTag[] = offeredLanguages,
): LanguageTag {
  for (const wanted of preferred) {
    const read = readTag(wanted);
    if (read === null) continue;
    const found = offered.find((tag) => {
      const each = readTag(tag);
      return each?.language === read.language && each.script === read.script;
    });
    if (found !== undefined) return found;
  }
  return sourceLanguage;
}

/** The language of a setting; null for the system's, and for one that this Parley does not have. */
export function languageSet(setting: string): OfferedTag | null {
  return offeredLanguages.find((tag) => tag === setting) ?? null;
}
