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

/** The language in use and the one of the system. */
export interface FollowedLanguage {
  view(): { readonly tag: LanguageTag; readonly system: LanguageTag };
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
  const speak = async (tag: LanguageTag): Promise<void> => {
    if (tag === currentLanguage()) return;
    const language = await load(tag);
    // Another may have been chosen meanwhile.
    if (tag !== wanted) return;
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
    view: () => ({ tag: currentLanguage(), system: chooseLanguage(preferred()) }),
    subscribe: (listener) => void listeners.add(listener),
  };
}
