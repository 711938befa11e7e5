import { languageTagged, type LanguageTag } from '../../shared/language/catalogues.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The language that PARLEY_LANGUAGE names, whatever else is chosen; null without one. */
export function forcedLanguage(env: Environment): LanguageTag | null {
  return languageTagged(env['PARLEY_LANGUAGE'] ?? '');
}

/** The languages of a terminal, such as `pt_BR.UTF-8`; where it says none, the system's. */
export function terminalLanguages(env: Environment): readonly string[] {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return [named ?? Intl.DateTimeFormat().resolvedOptions().locale];
}
