import { ExpectedError } from '../../shared/expected.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { FileLocks } from '../disk/file-lock.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import type { OpenJsonFile } from '../disk/json-file.ts';
import type { Timers } from '../disk/timers.ts';
import type { ConversationReader } from './conversations/reading/conversation-reader.ts';
import type { Migrations } from './migrations.ts';
import type { Quarantine } from './quarantine.ts';
import { reasonOf, type SaveStatus } from './save-status.ts';

/** Shared dependencies of small files, such as the settings. */
export interface FileParts {
  readonly files: FileSystem;
  readonly locks: FileLocks;
  readonly openJsonFile: OpenJsonFile;
  readonly quarantine: Quarantine;
  readonly status: SaveStatus;
  /** Reports unexpected errors, those without a system error code. */
  readonly report: (error: unknown) => void;
  readonly timers: Timers;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Shared dependencies of everything in this room that writes. */
export interface StoreParts extends FileParts {
  /** Files as they were before an update changed their format. */
  readonly oldVersions: Quarantine;
  readonly migrations: Migrations;
  readonly reader: ConversationReader;
}

/** Returns a function that reports to the save status whether saving `key` succeeds. */
export function reporter(
  { status, report }: Pick<FileParts, 'status' | 'report'>,
  key: string,
  conversationId: Id | null,
): (error: unknown) => void {
  return (error) => {
    const isNews = errorCode(error) === null && !(error instanceof ExpectedError);
    if (error !== null && isNews) report(error);
    status.report(key, error === null ? null : { reason: reasonOf(error), conversationId });
  };
}
