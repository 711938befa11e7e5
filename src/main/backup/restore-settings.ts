import type { SettingChange } from '../../shared/model/backups.ts';
import { expected } from '../../shared/expected.ts';
import type { DamagedSetting } from '../../shared/model/news.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { parseJson } from '../disk/json-text.ts';
import { isObject } from '../store/fields.ts';
import { soundSettings } from '../store/sound-settings.ts';
import { divideSettings } from './divide-settings.ts';
import type { RestoreOptions } from './restore-options.ts';

/** Bytes; enough for a system prompt of a million characters. */
const largestSettings = 16 * 1024 * 1024;

/** Settings of a backup that need consent, and where they differ from those here. */
export interface FoundSettings {
  readonly settings: Partial<Settings>;
  readonly changes: readonly SettingChange[];
  /** What the backup holds and cannot be read. */
  readonly damaged: readonly DamagedSetting[];
}

const nothing: FoundSettings = { settings: {}, changes: [], damaged: [] };

/**
 * Restores settings that need no consent, and returns those that do. Throws an ExpectedError for a
 * file that is too large.
 */
export async function restoreSettings(
  { backup, mode, target, signal }: RestoreOptions,
  name: string,
): Promise<FoundSettings> {
  const { settings } = target;
  if (mode === 'merge') return nothing;
  const file = backup.manifest.files.find((each) => each.name === name);
  if (file === undefined || file.size > largestSettings) {
    throw expected('settings_too_long', {});
  }
  const parsed = parseJson(await backup.read(name, signal));
  if (parsed.kind !== 'value' || !isObject(parsed.value)) return nothing;
  const { valid, damaged } = soundSettings(parsed.value);
  const { taken, asked, changes } = divideSettings(valid, settings.read());
  settings.update((before) => ({ ...before, ...taken }));
  return { settings: changes.length === 0 ? {} : asked, changes, damaged };
}
