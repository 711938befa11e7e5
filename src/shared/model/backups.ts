import type { Coded } from './errors.ts';

/** Why a backup was made; it is part of its file's name. */
export type BackupReason = 'automatic' | 'before-restore' | 'manual';

/** A backup in Parley's own folder of backups. */
export interface BackupFile {
  readonly name: string;
  readonly reason: BackupReason;
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
  readonly skipped: readonly { readonly name: string; readonly reason: Coded }[];
}

/**
 * `merge` adds what is missing and changes nothing that is there. `replace` makes the folder as it was:
 * what is not in the backup goes to the trash.
 */
export type RestoreMode = 'merge' | 'replace';

/** What became of one thing in the backup, or of one conversation that is not in it. */
export type RestoreItem =
  | { readonly kind: 'added' | 'joined' | 'same' | 'replaced' | 'trashed'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly reason: Coded };

/** Where a provider sends words, as a person reads it. */
export interface ProviderPlace {
  readonly name: string;
  readonly address: string;
  /** Its other fields as JSON; empty when there are none. */
  readonly more: string;
}

/** A setting that a backup has otherwise than Parley has it now; null: there is none. */
export type SettingChange =
  | {
      readonly kind: 'provider';
      readonly before: ProviderPlace | null;
      readonly after: ProviderPlace | null;
    }
  | {
      readonly kind: 'setting';
      /** Its key in `settings.json`. */
      readonly setting: string;
      readonly before: string | null;
      readonly after: string | null;
    };

/** Settings of a backup that wait for the person's word: they decide where words go, or who may ask. */
export interface WithheldSettings {
  readonly offerId: string;
  readonly changes: readonly SettingChange[];
  /** How many more there are than are listed. */
  readonly unlisted: number;
}

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
  /** null: the backup has none that differ (or `merge`, which leaves settings alone). */
  readonly withheld: WithheldSettings | null;
}

export interface MoveReport {
  readonly folder: string;
  readonly files: number;
  /** Bytes, each read back and compared. */
  readonly size: number;
}
