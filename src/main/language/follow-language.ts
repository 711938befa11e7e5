import type { LanguageTag } from '../../shared/language/catalogues.ts';
import { chooseLanguage, languageSet } from '../../shared/language/choose.ts';
import { currentLanguage, setLanguage, type Language } from '../../shared/language/translate.ts';

/** The part of the settings that chooses a language. */
interface LanguageSetting {
  readonly language: string;
}

/** Dependencies of {@link followLanguage}. */
export interface FollowLanguageOptions {
  readonly settings: {
    readonly read: () => LanguageSetting;
    subscribe(listener: (settings: LanguageSetting) => void): unknown;
  };
  /** The languages of the system, the preferred first. */
  readonly preferred: () => readonly string[];
  /** The language in use whatever the settings say; null for none. */
  readonly forced: LanguageTag | null;
  readonly load: (tag: LanguageTag) => Promise<Language>;
  readonly report: (error: unknown) => void;
}

/** The language in use. */
export interface FollowedLanguage {
  /** The tag in use, the system's, and whether English stands in for a missing one. */
  view(): { readonly tag: LanguageTag; readonly system: LanguageTag; readonly isMissing: boolean };
  /** Calls the listener when another language is in use. */
  subscribe(listener: () => void): void;
}

/** Speaks the language of the settings: resolves when it is there, and changes it with them. */
export async function followLanguage(options: FollowLanguageOptions): Promise<FollowedLanguage> {
  const { settings, preferred, forced, load, report } = options;
  const listeners = new Set<() => void>();
  const wantedBy = ({ language }: LanguageSetting): LanguageTag =>
    forced ?? languageSet(language) ?? chooseLanguage(preferred());
  let wanted = wantedBy(settings.read());
  let isMissing = false;
  const speak = async (tag: LanguageTag): Promise<void> => {
    if (tag === currentLanguage()) {
      isMissing = false;
      return;
    }
    const language = await load(tag);
    // Another may have been chosen meanwhile.
    if (tag !== wanted) return;
    isMissing = language.tag !== tag;
    if (isMissing) report(new Error(`The messages in ${tag} are missing.`));
    setLanguage(language);
    for (const listener of listeners) listener();
  };
  await speak(wanted);
  settings.subscribe((changed) => {
    const tag = wantedBy(changed);
    if (tag === wanted) return;
    wanted = tag;
    speak(tag).catch(report);
  });
  return {
    view: () => ({ tag: currentLanguage(), system: chooseLanguage(preferred()), isMissing }),
    subscribe: (listener) => void listeners.add(listener),
  };
}
