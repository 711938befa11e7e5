import { t } from '../../shared/language/translate.ts';
import type { SettingsPage } from '../../shared/model/arrival/arrival.ts';

/** The sections of the settings, in order. */
export const settingsSections = [
  'providers',
  'assistants',
  'prompts',
  'tools',
  'general',
  'reading',
  'shortcuts',
  'api',
  'data',
  'usage',
] as const satisfies readonly SettingsPage[];

/** The name of a section of the settings. */
export function settingsSectionName(section: SettingsPage): string {
  return t(`settings.section.${section}`);
}
