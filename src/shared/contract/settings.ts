import * as z from 'zod';
import { settingsPatchSchema, type Settings, type SettingsPatch } from '../model/settings.ts';
import type { KeyStorage } from '../model/providers/provider.ts';
import { useKeySchema } from '../model/palette/uses.ts';
import { typed } from './command.ts';
import type { ProviderView } from './providers.ts';

/** Commands for settings that apply to all conversations. */
export const settingsCommands = {
  'settings.update': { input: settingsPatchSchema(), output: typed<void>() },
  /** Counts a choice in the command palette. */
  'settings.countUse': { input: z.object({ key: useKeySchema }), output: typed<void>() },
} as const;

export interface SettingsView {
  /**
   * Keys are listed one by one, because `Omit` loses the names of a type that also allows unknown
   * keys.
   */
  readonly settings: Readonly<
    Pick<Settings, keyof SettingsPatch | 'modelParameters' | 'models' | 'uses'>
  >;
  readonly providers: readonly ProviderView[];
  readonly keyStorage: KeyStorage;
  /** The back end's name, for example `basic_text`, used in the explanation. */
  readonly keyStorageName: string;
}
