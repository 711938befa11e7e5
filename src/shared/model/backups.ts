import type { Coded } from './errors.ts';

/** The reason for a backup; part of its file name. */
export type BackupReason = 'automatic' | 'before-restore' | 'before-update' | 'manual';

/** A backup in Parley's backup folder. */
export interface BackupFile {
  readonly name: string;
  readonly reason: BackupReason;
  /** Absolute path. */
  readonly path: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** In bytes. */
  readonly size: number;
}

export interface BackupList {
  /** The backup folder, as an absolute path. */
  readonly folder: string;
  /** Newest first. */
  readonly backups: readonly BackupFile[];
}

export interface BackupReport {
  /** The file that was written. */
  readonly path: string;
  readonly conversations: number;
  readonly files: number;
  /** Size in bytes. */
  readonly size: number;
  /** Files that could not be read, with the reason. The backup contains everything else. */
  readonly skipped: readonly { readonly name: string; readonly reason: Coded }[];
}

/**
 * `merge` adds what is missing and changes nothing else. `replace` restores the folder as it was;
 * anything not in the backup goes to the trash.
 */
export type RestoreMode = 'merge' | 'replace';

/**
 * The result for one item of the backup, or for one conversation that the backup does not contain.
 */
export type RestoreItem =
  | { readonly kind: 'added' | 'joined' | 'same' | 'replaced' | 'trashed'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly reason: Coded };

/** The address to which a provider sends messages, as shown to the person. */
export interface ProviderPlace {
  readonly name: string;
  readonly address: string;
  /** Its other fields as JSON; empty if there are none. */
  readonly more: string;
}

/** A setting that differs between the backup and Parley; null on the side that has none. */
export type SettingChange =
  | {
      readonly kind: 'provider';
      readonly before: ProviderPlace | null;
      readonly after: ProviderPlace | null;
    }
  /** An assistant as one text: its name, its instructions and the rest. */
  | { readonly kind: 'assistant'; readonly before: string | null; readonly after: string }
  | {
      readonly kind: 'setting';
      /** Its key in `settings.json`. */
      readonly setting: string;
      readonly before: string | null;
      readonly after: string | null;
    };

/**
 * Settings of a backup that need the person's consent, because they decide where messages go or who
 * may send requests.
 */
export interface WithheldSettings {
  readonly offerId: string;
  readonly changes: readonly SettingChange[];
  /** Number of further changes that are not listed. */
  readonly unlisted: number;
}

export interface RestoreReport {
  readonly mode: RestoreMode;
  /** New conversations. */
  readonly added: number;
  /** Existing conversations that regained messages. */
  readonly joined: number;
  readonly same: number;
  readonly replaced: number;
  /** Conversations that the backup does not contain (`replace` only). */
  readonly trashed: number;
  readonly attachments: number;
  readonly failed: number;
  /** The first thousand items that changed or failed. The counts above include all. */
  readonly items: readonly RestoreItem[];
  /** The backup of the previous state (`replace` only). */
  readonly safetyCopy: string | null;
  /** Null if nothing differs. `merge` leaves settings alone and offers only missing assistants. */
  readonly withheld: WithheldSettings | null;
}

export interface MoveReport {
  readonly folder: string;
  readonly files: number;
  /** In bytes. Every byte was read back and compared. */
  readonly size: number;
}
