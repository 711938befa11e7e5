import { join } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { Clock } from '../conversations/ports.ts';
import { createFileLocks } from '../disk/file-lock.ts';
import { nodeFileSystem, type FileSystem } from '../disk/file-system.ts';
import type { OpenJsonFile } from '../disk/json-file.ts';
import { createPrivateFolder, type PrivateFolder } from '../disk/private-folder.ts';
import { systemTimers, type Timers } from '../disk/timers.ts';
import type { FileParts } from './parts.ts';
import { createQuarantine } from './quarantine.ts';
import { createSaveStatus } from './save-status.ts';
import { openSettings, type SettingsFile } from './settings.ts';

/** Dependencies of {@link beginStore}; all but `root` have defaults. */
export interface BeginOptions {
  /** The data folder, absolute; it is created before anything else. */
  readonly root: string;
  /** Called for unexpected errors; the person also sees them as unsaved changes. */
  readonly report?: (error: unknown) => void;
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly files?: FileSystem;
  /** Default: electron-store. */
  readonly openJsonFile?: OpenJsonFile;
}

/** The part of a store that the first window needs: the data folder and the settings. */
export interface BegunStore {
  readonly root: string;
  readonly parts: FileParts;
  readonly privateFolder: PrivateFolder;
  /** Notices about the data folder. */
  readonly ofFolder: readonly Notice[];
  readonly settings: SettingsFile;
}

/** Loads electron-store. A start that saves nothing does without. */
export const loadJsonFileCode = () => import('./electron-json-file.ts');

/**
 * Opens the part of the data folder that a window needs before it has anything to show;
 * `completeStore` opens the rest behind it. Never throws because of the contents of the folder.
 */
export async function beginStore(options: BeginOptions): Promise<BegunStore> {
  const { root, clock = Date, timers = systemTimers, files = nodeFileSystem } = options;
  const now = (): number => clock.now();
  const openJsonFile: OpenJsonFile =
    options.openJsonFile ??
    (async (place) => {
      const { openElectronJsonFile } = await loadJsonFileCode();
      return openElectronJsonFile(files, place);
    });
  const parts: FileParts = {
    files,
    locks: createFileLocks(files, timers, now),
    openJsonFile,
    quarantine: createQuarantine(files, join(root, 'quarantine'), now),
    status: createSaveStatus(),
    report: options.report ?? (() => undefined),
    timers,
    now,
  };
  const privateFolder = createPrivateFolder(files, parts.locks, root);
  const ofFolder = await privateFolder.prepare();
  const settings = await openSettings(parts, root);
  return { root, parts, privateFolder, ofFolder, settings };
}
