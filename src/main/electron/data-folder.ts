import { sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { app, dialog } from 'electron';
import { findDataPlace } from '../backup/data-place.ts';
import { privateMode } from '../disk/file-system.ts';
import { reasonOf } from '../store/save-status.ts';

/**
 * The folder where Parley looks first. `isFixed`: it was set from outside, and the data is nowhere
 * else.
 */
export interface FirstFolder {
  readonly path: string;
  readonly isFixed: boolean;
}

/**
 * Chooses the folder and creates it, because Electron accepts only existing paths. Never throws.
 */
export function chooseDataFolder(): FirstFolder {
  const chosen = process.env['PARLEY_USER_DATA'];
  const isFixed = chosen !== undefined && chosen !== '';
  const path = isFixed ? resolve(chosen) : app.getPath('userData');
  try {
    mkdirSync(path, { recursive: true, mode: privateMode.folder });
    if (isFixed) app.setPath('userData', path);
  } catch {
    // The store reports what is wrong with the folder, and uses it as soon as it can.
  }
  return { path, isFixed };
}

/**
 * The folder that the data was moved to, or `first`. Waits for a disk that is not connected; null
 * if the person gives up.
 */
export async function findDataFolder({ path, isFixed }: FirstFolder): Promise<string | null> {
  if (isFixed) return path;
  for (;;) {
    const place = findDataPlace(path);
    if (place.kind === 'here') return path;
    if (place.kind === 'moved') return place.folder;
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: t('start_failure.no_folder'),
      detail: t('start_failure.no_folder.text', { folder: place.folder }),
      buttons: [t('common.try_again'), t('dialog.quit')],
      cancelId: 1,
    });
    if (response === 1) return null;
  }
}

/**
 * Chromium also refuses the single-instance lock if it cannot write to the folder. Returns a
 * sentence about that, or null if the folder is fine and another Parley holds the lock.
 */
export function whyLockRefused({ path }: FirstFolder): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    return sentences(t('start_failure.no_write', { folder: path }), sentenceOf(reasonOf(error)));
  }
}
