import {
  settingsPatchSchema,
  type KeyStorage,
  type Settings,
  type SettingsPatch,
} from '../model/settings.ts';
import { typed } from './command.ts';
import type { ProviderView } from './providers.ts';

/** What a person chooses for all conversations. */
export const settingsCommands = {
  'settings.update': { input: settingsPatchSchema, output: typed<void>() },
} as const;

export interface SettingsView {
  /** Named one by one: `Omit` would lose the names of a type that also allows unknown keys. */
  readonly settings: Readonly<Pick<Settings, keyof SettingsPatch>>;
  readonly providers: readonly ProviderView[];
  readonly keyStorage: KeyStorage;
  /** The back end's own name, e.g. `basic_text`, for the explanation. */
  readonly keyStorageName: string;
}
