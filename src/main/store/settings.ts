import type { Notice } from '../../shared/contract/index.ts';
import { settingsSchema, settingsVersion, type Settings } from '../../shared/model/settings.ts';
import type { SettingsPort } from '../providers/ports.ts';
import { reporter, type FileParts } from './parts.ts';
import { createSaver } from '../disk/saver.ts';
import { openSmallFile } from './small-file.ts';
import { soundSettings } from './sound-settings.ts';

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
export async function openSettings(parts: FileParts, root: string): Promise<SettingsFile> {
  const file = await openSmallFile(parts, { directory: root, name: 'settings' });
  const notices = [...file.notices];
  const listeners = new Set<(settings: Settings) => void>();
  const { version, ...fields } = file.fields;
  const isNewer = typeof version === 'number' && version > settingsVersion;

  const { valid, damaged } = soundSettings(fields);
  if (damaged.length > 0 && !isNewer) {
    notices.push(await file.setAside({ kind: 'settings_damaged', settings: damaged }));
  }
  if (isNewer) {
    notices.push({ id: 'settings-newer', tone: 'problem', news: { kind: 'settings_by_newer' } });
  }
  let settings: Settings = { ...settingsSchema.parse({}), ...valid };
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
