import { app } from 'electron';
import type { LanguageTag } from '../../../shared/language/catalogues.ts';
import { chooseLanguage } from '../../../shared/language/choose.ts';
import { storedChoice } from '../../language/stored-choice.ts';
import type { FirstFolder } from '../data-folder.ts';

/** The languages of the system, the preferred first. */
export function systemLanguages(): readonly string[] {
  return app.getPreferredSystemLanguages();
}

/**
 * The language of the start, before there is a store. Chromium's own texts follow it if the person
 * chose it. Must run before the app is ready.
 */
export function startLanguage(folder: FirstFolder, forced: LanguageTag | null): LanguageTag {
  const chosen = forced ?? storedChoice(folder.path);
  if (chosen !== null) app.commandLine.appendSwitch('lang', chosen);
  return chosen ?? chooseLanguage(systemLanguages());
}
