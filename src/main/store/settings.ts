import type { Notice } from '../../shared/contract/index.ts';
import { ownModelSchema } from '../../shared/model/models/own-model.ts';
import type { DamagedSetting } from '../../shared/model/news.ts';
import {
  providerSchema,
  settingsSchema,
  settingsVersion,
  tokenPriceSchema,
  type Settings,
} from '../../shared/model/settings.ts';
import type { SettingsPort } from '../providers/ports.ts';
import { reporter, type StoreParts } from './conversations/conversation-file.ts';
import { isObject, validFields } from './fields.ts';
import { createSaver } from '../disk/saver.ts';
import { openSmallFile } from './small-file.ts';

/** Settings whose entries are read one by one, so that an invalid one is lost alone. */
const byEntry = { prices: tokenPriceSchema, models: ownModelSchema } as const;

/** The settings, with the operations only the store itself uses. */
export interface SettingsFile extends SettingsPort {
  readonly notices: readonly Notice[];
  /** Retries writing what is not on disk. */
  flush(): Promise<void>;
}

/**
 * Reads `settings.json` in `root`. Never throws: an invalid value is replaced by its default and
 * reported.
 */
export async function openSettings(parts: StoreParts, root: string): Promise<SettingsFile> {
  const file = await openSmallFile(parts, { directory: root, name: 'settings' });
  const notices = [...file.notices];
  const listeners = new Set<(settings: Settings) => void>();
  const { version, ...fields } = file.fields;
  const isNewer = typeof version === 'number' && version > settingsVersion;

  const invalid: DamagedSetting[] = [];
  const candidate: Record<string, unknown> = { ...fields };
  if (Array.isArray(fields['providers'])) {
    const providers: readonly unknown[] = fields['providers'];
    candidate['providers'] = providers.filter((one) => providerSchema.safeParse(one).success);
    const of = providers.length;
    const lost = of - (candidate['providers'] as readonly unknown[]).length;
    if (lost > 0) invalid.push({ name: 'providers', part: { lost, of } });
  }
  for (const [name, schema] of Object.entries(byEntry)) {
    const value = fields[name];
    if (!isObject(value)) continue;
    const entries = Object.entries(value);
    const sound = entries.filter(([, entry]) => schema.safeParse(entry).success);
    candidate[name] = Object.fromEntries(sound);
    const of = entries.length;
    if (sound.length < of) invalid.push({ name, part: { lost: of - sound.length, of } });
  }
  const checked = validFields(settingsSchema.shape, candidate);
  invalid.push(...checked.invalid.map((name) => ({ name, part: null })));
  if (invalid.length > 0 && !isNewer) {
    notices.push(file.setAside({ kind: 'settings_damaged', settings: invalid }));
  }
  if (isNewer) {
    notices.push({ id: 'settings-newer', tone: 'problem', news: { kind: 'settings_by_newer' } });
  }
  let settings: Settings = { ...settingsSchema.parse({}), ...checked.valid };
  file.begin(settings);
  let dirty = false;

  const saver = createSaver(
    async () => {
      const newest = settings;
      await file.write(newest);
      if (settings === newest) dirty = false;
    },
    reporter(parts, 'settings', null),
    parts.timers,
  );

  return {
    notices,
    read: () => settings,
    update(change) {
      const after = change(settings);
      if (after === settings) return;
      settings = after;
      if (isNewer) {
        const reason = { code: 'settings_by_newer', params: {} } as const;
        parts.status.report('settings', { reason, conversationId: null });
      } else {
        dirty = true;
        void saver.request();
      }
      for (const listener of listeners) listener(settings);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async flush() {
      await saver.idle();
      if (dirty) await saver.request();
    },
  };
}
