import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import type { LanguageTag } from '../../../shared/language/catalogues.ts';
import { chooseLanguage, languageSet } from '../../../shared/language/choose.ts';
import type { FirstFolder } from '../data-folder.ts';

/** The languages of the system, the preferred first. */
export function systemLanguages(): readonly string[] {
  return app.getPreferredSystemLanguages();
}

const chosenSchema = z.object({ language: z.string() });

/** The language that was chosen in the settings of this folder; null if it has none. */
function languageChosen({ path }: FirstFolder): LanguageTag | null {
  try {
    const settings: unknown = JSON.parse(readFileSync(join(path, 'settings.json'), 'utf8'));
    return languageSet(chosenSchema.parse(settings).language);
  } catch {
    // The store reports what is wrong with the file. A data folder that was moved is found later.
    return null;
  }
}

/**
 * The language of the start, before there is a store. Chromium's own texts follow it if the person
 * chose it. Must run before the app is ready.
 */
export function startLanguage(folder: FirstFolder, forced: LanguageTag | null): LanguageTag {
  const chosen = forced ?? languageChosen(folder);
  if (chosen !== null) app.commandLine.appendSwitch('lang', chosen);
  return chosen ?? chooseLanguage(systemLanguages());
}
