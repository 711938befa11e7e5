import {
  offeredLanguages,
  sourceLanguage,
  type LanguageTag,
  type OfferedTag,
} from './catalogues.ts';

/** The tag in a system's name of a language, such as `pt_BR.UTF-8`. */
function tagIn(name: string): string {
  const [tag = ''] = name.replaceAll('_', '-').split(/[.@]/u);
  return tag;
}

/**
 * The offered language of a tag without a script, such as `de` for `de-AT`. No region writes these
 * languages in another script. Null if `readTag`, whose tables take 4 ms of a start, has to tell.
 */
function knownLanguage(wanted: string, offered: readonly LanguageTag[]): LanguageTag | null {
  const [, language] = /^([a-z]{2})(?:-[A-Z]{2})?$/u.exec(wanted) ?? [];
  return offered.find((tag) => tag === language) ?? null;
}

/** Language and script of a tag, such as `zh` and `Hant`; null for what is no tag. */
function readTag(tag: string): { readonly language: string; readonly script: string } | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
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
  for (const name of preferred) {
    const wanted = tagIn(name);
    const known = knownLanguage(wanted, offered);
    if (known !== null) return known;
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
