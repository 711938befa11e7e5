/** A backup that Parley made by itself, or that lies in its folder of backups. */
export interface BackupFile {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Bytes. */
  readonly size: number;
}

export interface BackupList {
  /** Where Parley puts them, absolute. */
  readonly folder: string;
  /** Newest first. */
  readonly backups: readonly BackupFile[];
}

export interface BackupReport {
  /** The file that was written. */
  readonly path: string;
  readonly conversations: number;
  readonly files: number;
  /** Bytes written. */
  readonly size: number;
  /** Files that could not be read, with the reason; everything else is in the backup. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * `merge` adds what is missing and changes nothing that is there. `replace` makes the folder as it was:
 * what is not in the backup goes to the trash.
 */
export type RestoreMode = 'merge' | 'replace';

/** What became of one thing in the backup, or of one conversation that is not in it. */
export type RestoreItem =
  | { readonly kind: 'added' | 'joined' | 'same' | 'replaced' | 'trashed'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly reason: string };

export interface RestoreReport {
  readonly mode: RestoreMode;
  /** Conversations that were not there. */
  readonly added: number;
  /** Conversations that were there and got messages back. */
  readonly joined: number;
  readonly same: number;
  readonly replaced: number;
  /** Conversations that are not in the backup (`replace` only). */
  readonly trashed: number;
  readonly attachments: number;
  readonly failed: number;
  /** The first thousand of what changed or failed; the numbers above count all. */
  readonly items: readonly RestoreItem[];
  /** The backup of what was there before (`replace` only). */
  readonly safetyCopy: string | null;
}

export interface MoveReport {
  readonly folder: string;
  readonly files: number;
  /** Bytes, each read back and compared. */
  readonly size: number;
}
