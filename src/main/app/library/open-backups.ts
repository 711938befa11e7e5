import { isInProgram } from '../../backup/program-folder.ts';
import { createBackupService, type BackupService } from '../../backup/service.ts';
import { nodeFileSystem } from '../../disk/file-system.ts';
import { backupDialogs } from '../../electron/dialogs/backup-dialogs.ts';
import { openFolder } from '../../electron/links.ts';
import { appVersion, ownProgram, quit, relaunch } from '../../electron/platform.ts';
import type { Rooms, RoomsOptions } from '../rooms.ts';

/** Opens the backups of the app, with its dialogs and its way of starting again. */
export function openBackups(
  {
    store,
    root,
    folder,
    emit,
    report,
  }: Pick<RoomsOptions, 'store' | 'root' | 'folder' | 'emit' | 'report'>,
  {
    core,
    jobs,
    attachmentStore,
    temporary,
    undo,
  }: Pick<Rooms, 'core' | 'jobs' | 'attachmentStore' | 'temporary' | 'undo'>,
): BackupService {
  return createBackupService({
    ...core,
    store: store.conversations,
    reader: store.reader,
    drafts: store.drafts,
    settings: store.settings,
    tools: store.tools,
    assistants: store.assistants,
    prompts: store.prompts,
    attachments: attachmentStore,
    files: nodeFileSystem,
    root,
    firstFolder: folder.isFixed ? null : folder.path,
    jobs,
    dialogs: backupDialogs,
    version: appVersion(),
    isStreaming: () => core.turns.streaming().length > 0,
    wouldLose: () => temporary.unkept().length > 0,
    isInProgram: (path) => isInProgram(path, ownProgram()),
    openFolder: async (path) => {
      const problem = await openFolder(path);
      if (problem !== '') report(new Error(problem));
    },
    restart: () => {
      relaunch();
      setImmediate(quit);
    },
    onRestored: () => undo.undo.clear(),
    notify: (notice) => emit('notice', notice),
  });
}
