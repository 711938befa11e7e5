import { t } from '../../shared/language/translate.ts';
import type { SettingsPage } from '../../shared/model/arrival/arrival.ts';

/** The name of a section of the settings. */
export function settingsSectionName(section: SettingsPage): string {
  return t(`settings.section.${section}`);
}
