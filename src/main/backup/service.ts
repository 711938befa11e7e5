import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { BackupReason, BackupReport, RestoreMode } from '../../shared/model/backups.ts';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Notice } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { JobResult } from '../../shared/model/jobs.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import type { Jobs, RunJob } from '../jobs/jobs.ts';
import { serializeConversation } from '../store/conversations/conversation-format.ts';
import { diskFaultOf, reasonOf } from '../store/save-status.ts';
import { privateMode } from '../disk/file-system.ts';
import { systemTimers, type Timers } from '../disk/timers.ts';
import { startAutomaticBackup } from './automatic.ts';
import { backupName, findBackups, freeBackupName, rotateBackups } from './backup-folder.ts';
import { setDataPlace } from './data-place.ts';
import type { CopiedFolder } from './move-folder.ts';
import type { RestoreTarget } from './restore-options.ts';

/** Asks the person for places; Electron's dialogs, or a test's answers. null: none was chosen. */
export interface BackupDialogs {
  chooseNewBackup(name: string): Promise<string | null>;
  chooseBackup(): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
}

/** What backups need of the other rooms. */
export interface BackupRooms extends RestoreTarget {
  readonly store: ConversationStore;
  readonly jobs: Jobs;
  readonly dialogs: BackupDialogs;
  /** Where Parley looks first for its data; null: the place was given from outside and cannot be moved. */
  readonly firstFolder: string | null;
  /** Of this Parley. */
  readonly version: string;
  /** True while an answer is on its way. */
  readonly isStreaming: () => boolean;
  readonly openFolder: (folder: string) => Promise<void>;
  readonly restart: () => void;
  readonly notify: (notice: Notice) => void;
  readonly now?: () => number;
  readonly timers?: Timers;
}

/** Backups as the program uses them. */
export interface BackupService {
  readonly handlers: HandlersOf<'backup'>;
  /** Begins with the daily backups; returns the function that ends them. */
  start(): () => void;
  /** The last step of quitting: after a move, brings the last writes to the new place. */
  readonly beforeExit: () => Promise<void>;
}

/** Node's errors become sentences; ours are ones already. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw expected('disk_refused', { disk: diskFaultOf(error) });
    }
    throw error;
  }
}

/** Makes the service. What packs and unpacks is loaded when it is first needed: a start does not pay for it. */
export function createBackupService(rooms: BackupRooms): BackupService {
  const { files, root, conversations, jobs, dialogs, store } = rooms;
  const now = rooms.now ?? Date.now;
  const folder = join(root, 'backups');
  let copied: CopiedFolder | null = null;
  let withheld: { readonly offerId: string; readonly values: Partial<Settings> } | null = null;

  /** Keeps the settings of the latest restore until the person has answered. */
  function withhold(values: Partial<Settings>): string {
    withheld = { offerId: randomUUID(), values };
    return withheld.offerId;
  }

  /** What is in memory and not on the disk: a full disk must not keep it out of a backup elsewhere. */
  async function unsaved(): Promise<ReadonlyMap<string, Uint8Array>> {
    const status = store.status();
    const found = new Map<string, Uint8Array>();
    if (status.kind === 'saved') return found;
    for (const id of status.conversationIds) {
      const conversation = await store.read(id);
      found.set(`conversations/${id}.json`, Buffer.concat(serializeConversation(conversation)));
    }
    return found;
  }

  async function backUp(
    path: string,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
    mode?: number,
  ): Promise<BackupReport> {
    const { createBackup } = await import('./create-backup.ts');
    await store.flush();
    return createBackup({
      files,
      root,
      path,
      unsaved: await unsaved(),
      version: rooms.version,
      now,
      ...(mode === undefined ? {} : { mode }),
      signal,
      onProgress,
    });
  }

  async function backUpHere(
    reason: BackupReason,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ): Promise<BackupReport> {
    await files.makeDirectory(folder);
    const path = join(folder, await freeBackupName(files, folder, reason, now()));
    const report = await backUp(path, signal, onProgress, privateMode.file);
    await rotateBackups(files, folder, reason);
    return report;
  }

  function restoreRun(path: string, mode: RestoreMode): RunJob {
    return async (signal, onProgress): Promise<JobResult> => {
      if (mode === 'replace' && rooms.isStreaming()) {
        throw expected('answer_under_way', {});
      }
      const { openBackup } = await import('./read-backup.ts');
      const { restoreBackup } = await import('./restore-backup.ts');
      const backup = await told(openBackup(path, signal, onProgress));
      try {
        const safety =
          mode === 'replace'
            ? await told(backUpHere('before-restore', signal, () => undefined))
            : null;
        const report = await restoreBackup({
          backup,
          mode,
          target: rooms,
          safetyCopy: safety?.path ?? null,
          withhold,
          signal,
          onProgress,
        });
        return { kind: 'restored', report };
      } finally {
        backup.close();
      }
    };
  }

  async function pathOfBackup(name: string | null): Promise<string | null> {
    if (name === null) return dialogs.chooseBackup();
    const found = (await told(findBackups(files, folder))).find((backup) => backup.name === name);
    if (found === undefined) throw expected('backup_gone', {});
    return found.path;
  }

  function moveRun(firstFolder: string, to: string): RunJob {
    return async (signal, onProgress): Promise<JobResult> => {
      if (rooms.isStreaming()) {
        throw expected('answer_under_way', {});
      }
      const { copyDataFolder } = await import('./move-folder.ts');
      const flush = (): Promise<void> => store.flush();
      copied = await told(copyDataFolder({ files, from: root, to, flush, signal, onProgress }));
      await told(setDataPlace(files, firstFolder, to));
      rooms.restart();
      return { kind: 'moved', report: copied.report };
    };
  }

  return {
    handlers: {
      'backup.list': async () => ({ folder, backups: await told(findBackups(files, folder)) }),
      'backup.create': async ({ to }) => {
        const path =
          to === 'folder' ? null : await dialogs.chooseNewBackup(backupName('manual', now()));
        if (to === 'ask' && path === null) return { jobId: null };
        const jobId = jobs.start('backup', async (signal, onProgress): Promise<JobResult> => {
          const work =
            path === null
              ? backUpHere('manual', signal, onProgress)
              : backUp(path, signal, onProgress);
          return { kind: 'backed_up', report: await told(work) };
        });
        return { jobId };
      },
      'backup.restore': async ({ name, mode }) => {
        const path = await pathOfBackup(name);
        if (path === null) return { jobId: null };
        return { jobId: jobs.start('restore', restoreRun(path, mode)) };
      },
      'backup.answerSettings': ({ offerId, take }) => {
        const offer = withheld?.offerId === offerId ? withheld : null;
        if (offer !== null) withheld = null;
        if (!take) return;
        if (offer === null) {
          throw expected('offer_passed', {});
        }
        rooms.settings.update((before) => ({ ...before, ...offer.values }));
      },
      'backup.openFolder': async () => {
        await told(files.makeDirectory(folder));
        await rooms.openFolder(folder);
      },
      'data.move': async () => {
        if (rooms.firstFolder === null) {
          throw expected('folder_from_environment', {});
        }
        const to = await dialogs.chooseFolder();
        if (to === null) return { jobId: null };
        return { jobId: jobs.start('move', moveRun(rooms.firstFolder, to)) };
      },
    },
    start() {
      const ending = new AbortController();
      const stop = startAutomaticBackup({
        timers: rooms.timers ?? systemTimers,
        now,
        isWanted: () => rooms.settings.read().automaticBackups,
        hasContent: () => conversations.heads().length > 0,
        async newest() {
          const found = await findBackups(files, folder);
          return found.find(({ reason }) => reason === 'automatic') ?? null;
        },
        async backUp() {
          await backUpHere('automatic', ending.signal, () => undefined);
        },
        onFailure(error) {
          if (ending.signal.aborted) return;
          rooms.notify({
            id: 'automatic-backup',
            tone: 'problem',
            message: `The automatic backup could not be made in ${basename(folder)}. ${reasonOf(error)}`,
          });
        },
      });
      return () => {
        stop();
        // The next one is due at the next start; half of one is nothing.
        ending.abort();
      };
    },
    async beforeExit() {
      await copied?.catchUp();
    },
  };
}
