import type { WithheldSettings } from '../../shared/model/backups.ts';
import { expected } from '../../shared/expected.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { parseJson } from '../disk/json-text.ts';
import { isObject, validFields } from '../store/fields.ts';
import { divideSettings } from './divide-settings.ts';
import type { RestoreOptions } from './restore-options.ts';

/** More differences than a person would read in one question. */
const mostChanges = 50;
/** Bytes; enough for a system prompt of a million characters. */
const largestSettings = 16 * 1024 * 1024;

/**
 * Restores settings that need no consent. Returns those that do, or null. Throws an ExpectedError
 * for a file that is too large.
 */
export async function restoreSettings(
  { backup, mode, target, withhold, signal }: RestoreOptions,
  name: string,
): Promise<WithheldSettings | null> {
  const { settings } = target;
  if (mode === 'merge') return null;
  const file = backup.manifest.files.find((each) => each.name === name);
  if (file === undefined || file.size > largestSettings) {
    throw expected('settings_too_long', {});
  }
  const parsed = parseJson(await backup.read(name, signal));
  if (parsed.kind !== 'value' || !isObject(parsed.value)) return null;
  const { valid } = validFields(settingsSchema.shape, parsed.value);
  const { taken, asked, changes } = divideSettings(valid, settings.read());
  settings.update((before) => ({ ...before, ...taken }));
  if (changes.length === 0) return null;
  return {
    offerId: withhold(asked),
    changes: changes.slice(0, mostChanges),
    unlisted: Math.max(0, changes.length - mostChanges),
  };
}
