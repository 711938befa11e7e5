import { languages } from '../../../shared/language/catalogues.ts';
import { currentLanguage, t } from '../../../shared/language/translate.ts';
import { systemLanguages } from '../../electron/identity/system-language.ts';
import { emitToWindows } from '../../electron/ipc.ts';
import type { PageLanguage } from '../../electron/pages/renderer-files.ts';
import { forcedLanguage } from '../../language/environment.ts';
import {
  followLanguage,
  type FollowedLanguage,
  type FollowLanguageOptions,
} from '../../language/follow-language.ts';
import { loadLanguage } from '../../language/load-language.ts';

/** Speaks the language of the settings from now on, and tells the windows when it changes. */
export async function openLanguage({
  settings,
  report,
}: Pick<FollowLanguageOptions, 'settings' | 'report'>): Promise<FollowedLanguage> {
  const language = await followLanguage({
    settings,
    preferred: systemLanguages,
    forced: forcedLanguage(process.env),
    load: loadLanguage,
    report,
  });
  language.subscribe(() => emitToWindows('language', language.view()));
  return language;
}

/** The language of a page that loads now. */
export function pageLanguage(): PageLanguage {
  const tag = currentLanguage();
  const { direction } = languages[tag];
  return { tag, direction, wordsMissing: t('start_failure.words_missing') };
}
