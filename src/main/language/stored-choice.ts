import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { LanguageTag } from '../../shared/language/catalogues.ts';
import { languageSet } from '../../shared/language/choose.ts';

const chosenSchema = z.object({ language: z.string() });

/**
 * The language that was chosen in the settings of a data folder, for what speaks before there is a
 * store; null if none was.
 */
export function storedChoice(folder: string): LanguageTag | null {
  try {
    const settings: unknown = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));
    return languageSet(chosenSchema.parse(settings).language);
  } catch {
    // The store reports what is wrong with the file.
    return null;
  }
}
