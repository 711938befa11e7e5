import type { SettingsPage } from '../../shared/model/arrival/arrival.ts';

/** The sections of the settings, with their names, in order. */
export const settingsSections = [
  ['providers', 'Providers'],
  ['assistants', 'Assistants'],
  ['prompts', 'Prompts'],
  ['tools', 'Tools'],
  ['general', 'General'],
  ['reading', 'Reading'],
  ['shortcuts', 'Shortcuts'],
  ['api', 'API'],
  ['data', 'Data'],
  ['usage', 'Usage'],
] as const satisfies readonly (readonly [SettingsPage, string])[];
