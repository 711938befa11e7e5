import { basename, join } from 'node:path';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Notice } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { JobResult } from '../../shared/model/jobs.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import type { Jobs, RunJob } from '../jobs/jobs.ts';
import { reasonOf } from '../store/save-status.ts';
import { systemTimers, type Timers } from '../disk/timers.ts';
import { startAutomaticBackup } from './automatic.ts';
import { backupName, findBackups } from './backup-folder.ts';
import { createBackupWriter } from './backup-writer.ts';
import { setDataPlace } from './data-place.ts';
import { libraryFormat } from './versions/library-mark.ts';
import { pruneCopies } from './versions/copies.ts';
import { withDiskFault } from './disk-fault.ts';
import type { CopiedFolder } from './move-folder.ts';
import { restoreJob, type RestoreJobOptions } from './restore-job.ts';
import type { RestoreTarget } from './restore-options.ts';
import { createSettingsOffer } from './settings-offer.ts';

/** When the copy for another version begins after a start, so that it does not slow it down (ms). */
const copyAfterMs = 3000;

/** Asks the person for paths: Electron's dialogs, or a test's answers. null if none was chosen. */
export interface BackupDialogs {
  chooseNewBackup(name: string): Promise<string | null>;
  chooseBackup(): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
}

/** Dependencies of the backup service. */
export interface BackupRooms extends RestoreTarget {
  readonly store: ConversationStore;
  readonly jobs: Jobs;
  readonly dialogs: BackupDialogs;
  /**
   * Where Parley looks for its data first; null if the place was set from outside and cannot be
   * moved.
   */
  readonly firstFolder: string | null;
  /** Parley's version. */
  readonly version: string;
  /** True while an answer is streaming. */
  readonly isStreaming: () => boolean;
  /** True while a temporary conversation would be lost if Parley ended. */
  readonly wouldLose: () => boolean;
  /** Whether updating and removing the program would delete a folder. */
  readonly isInProgram: (folder: string) => boolean;
  readonly openFolder: (folder: string) => Promise<void>;
  readonly restart: () => void;
  /** Called when a backup was restored, also if only in part. */
  readonly onRestored: () => void;
  readonly notify: (notice: Notice) => void;
  readonly now?: () => number;
  readonly timers?: Timers;
}

/** Backups as the program uses them. */
export interface BackupService {
  readonly handlers: HandlersOf<'backup'>;
  /**
   * Starts the daily backups, and the copy for this version if it is due; returns a function that
   * stops them.
   */
  readonly start: (isCopyDue: boolean) => () => void;
  /** The last step of quitting: after a move, copies the last writes to the new place. */
  readonly beforeExit: () => Promise<void>;
}

async function goBackTo(rooms: BackupRooms, name: string): Promise<void> {
  const { goBack } = await import('./versions/prepare-library.ts');
  const { now = Date.now } = rooms;
  await withDiskFault(goBack({ ...rooms, format: libraryFormat, now }, name));
  rooms.restart();
}

/** The copy of the library that this version makes while it is in use. */
interface VersionCopy {
  start(): void;
  /** Resolves when it touches nothing any more. Never rejects. */
  stop(): Promise<void>;
}

function createVersionCopy(rooms: BackupRooms): VersionCopy {
  const { now = Date.now, timers = systemTimers, notify } = rooms;
  const ending = new AbortController();
  let cancel = (): void => undefined;
  let copying = Promise.resolve();

  async function copy(): Promise<void> {
    const { copyInUse } = await import('./versions/prepare-library.ts');
    const notice = await copyInUse({ ...rooms, format: libraryFormat, now }, ending.signal);
    if (notice !== null) notify(notice);
  }

  return {
    start() {
      cancel = timers.after(copyAfterMs, () => {
        copying = copy().catch((error: unknown) => {
          if (ending.signal.aborted) return;
          const news = { kind: 'no_copy_before_update', reason: reasonOf(error) } as const;
          notify({ id: news.kind, tone: 'problem', news });
        });
      });
    },
    stop() {
      cancel();
      ending.abort();
      return copying;
    },
  };
}

/** The path of a backup in this folder, or of the file that the person chooses. */
async function pathOfBackup(
  { files, dialogs }: BackupRooms,
  folder: string,
  name: string | null,
): Promise<string | null> {
  if (name === null) return dialogs.chooseBackup();
  const backups = await withDiskFault(findBackups(files, folder));
  const found = backups.find((backup) => backup.name === name);
  if (found === undefined) throw expected('backup_gone', {});
  return found.path;
}

async function deleteAllOf(rooms: BackupRooms, copy: VersionCopy): Promise<void> {
  const { files, root, version, restart, wouldLose } = rooms;
  // Quitting would ask about them, and what is marked could not be taken back.
  if (wouldLose()) throw expected('temporary_would_end', {});
  const { deleteAtNextStart } = await import('./delete-all.ts');
  await copy.stop();
  await withDiskFault(deleteAtNextStart(files, root, version));
  restart();
}

/**
 * Creates the service. Compression code is loaded on first use, so it does not slow down the start.
 */
export function createBackupService(rooms: BackupRooms): BackupService {
  const { files, root, conversations, jobs, dialogs, store } = rooms;
  const now = rooms.now ?? Date.now;
  const folder = join(root, 'backups');
  let copied: CopiedFolder | null = null;
  const writer = createBackupWriter({ ...rooms, folder, now });
  const offer = createSettingsOffer(rooms.settings, rooms.assistants);
  const versionCopy = createVersionCopy(rooms);

  const restoring: RestoreJobOptions = {
    target: rooms,
    writer,
    withhold: (offered) => offer.make(offered),
    isStreaming: rooms.isStreaming,
    onRestored: rooms.onRestored,
  };

  function moveRun(firstFolder: string, to: string): RunJob {
    return async (signal, onProgress): Promise<JobResult> => {
      if (rooms.isStreaming()) {
        throw expected('answer_under_way', {});
      }
      const check = (): void => {
        if (rooms.wouldLose()) throw expected('temporary_would_end', {});
      };
      check();
      const { copyDataFolder } = await import('./move-folder.ts');
      const flush = (): Promise<void> => store.flush();
      const copy = await withDiskFault(
        copyDataFolder({ files, from: root, to, flush, signal, onProgress }),
      );
      // One may have begun meanwhile.
      check();
      copied = copy;
      await withDiskFault(setDataPlace(files, firstFolder, to));
      rooms.restart();
      return { kind: 'moved', report: copied.report };
    };
  }

  return {
    handlers: {
      'backup.list': async () => ({
        folder,
        backups: await withDiskFault(findBackups(files, folder)),
      }),
      'backup.create': async ({ to }) => {
        const path =
          to === 'folder' ? null : await dialogs.chooseNewBackup(backupName('manual', now()));
        if (to === 'ask' && path === null) return { jobId: null };
        const jobId = jobs.start('backup', async (signal, onProgress): Promise<JobResult> => {
          const work =
            path === null
              ? writer.writeToFolder('manual', signal, onProgress)
              : writer.writeTo(path, signal, onProgress);
          return { kind: 'backed_up', report: await withDiskFault(work) };
        });
        return { jobId };
      },
      'backup.restore': async ({ name, mode }) => {
        const path = await pathOfBackup(rooms, folder, name);
        if (path === null) return { jobId: null };
        return { jobId: jobs.start('restore', restoreJob(restoring, path, mode)) };
      },
      'backup.answerSettings': ({ offerId, take }) => offer.answer(offerId, take),
      'backup.goBack': ({ name }) => goBackTo(rooms, name),
      'backup.openFolder': async () => {
        await withDiskFault(files.makeDirectory(folder));
        await rooms.openFolder(folder);
      },
      'data.deleteAll': () => deleteAllOf(rooms, versionCopy),
      'data.move': async () => {
        if (rooms.firstFolder === null) {
          throw expected('folder_from_environment', {});
        }
        const to = await dialogs.chooseFolder();
        if (to === null) return { jobId: null };
        if (rooms.isInProgram(to)) throw expected('folder_in_program', {});
        return { jobId: jobs.start('move', moveRun(rooms.firstFolder, to)) };
      },
    },
    start(isCopyDue) {
      if (isCopyDue) versionCopy.start();
      const ending = new AbortController();
      const stop = startAutomaticBackup({
        timers: rooms.timers ?? systemTimers,
        now,
        isWanted: () => rooms.settings.read().automaticBackups,
        prune: () => pruneCopies(files, root, now()),
        hasContent: () => conversations.heads().length > 0,
        async newest() {
          const found = await findBackups(files, folder);
          return found.find(({ reason }) => reason === 'automatic') ?? null;
        },
        async backUp() {
          await writer.writeToFolder('automatic', ending.signal, () => undefined);
        },
        onFailure(error) {
          if (ending.signal.aborted) return;
          rooms.notify({
            id: 'automatic-backup',
            tone: 'problem',
            news: { kind: 'backup_failed', folder: basename(folder), reason: reasonOf(error) },
          });
        },
      });
      return () => {
        stop();
        void versionCopy.stop();
        // The next one is due at the next start, and half a backup is worth nothing.
        ending.abort();
      };
    },
    async beforeExit() {
      await copied?.catchUp();
    },
  };
}
