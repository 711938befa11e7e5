import { dialog } from 'electron';
import { t } from '../../shared/language/translate.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { setDataPlace } from '../backup/data-place.ts';
import { withDiskFault } from '../backup/disk-fault.ts';
import { isInProgram } from '../backup/program-folder.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { ownProgram } from './platform.ts';
import type { FirstFolder } from './data-folder.ts';

async function moveOut(from: string, first: FirstFolder): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    properties: ['openDirectory', 'createDirectory'],
  });
  const [to] = filePaths;
  if (to === undefined || isInProgram(to, ownProgram())) return null;
  const { copyDataFolder } = await import('../backup/move-folder.ts');
  try {
    await withDiskFault(
      copyDataFolder({
        files: nodeFileSystem,
        from,
        to,
        flush: () => Promise.resolve(),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
    );
    await withDiskFault(setDataPlace(nodeFileSystem, first.path, to));
    return to;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    await dialog.showMessageBox({ type: 'warning', message: sentenceOf(error.error) });
    return null;
  }
}

/**
 * The data folder, outside the program's own, which updating and removing the program empties. One
 * that is inside is offered to be moved; null if the person does not move it.
 */
export async function outsideProgram(root: string, first: FirstFolder): Promise<string | null> {
  if (!isInProgram(root, ownProgram())) return root;
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: t('dataInProgram.title'),
      detail: first.isFixed
        ? t('dataInProgram.fixed', { folder: root })
        : t('dataInProgram.movable', { folder: root }),
      buttons: first.isFixed
        ? [t('dataInProgram.quit')]
        : [t('dataInProgram.quit'), t('dataInProgram.move')],
      cancelId: 0,
    });
    if (response !== 1) return null;
    const moved = await moveOut(root, first);
    if (moved !== null) return moved;
  }
}
