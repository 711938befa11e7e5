import type { PortHolder } from './api.ts';
import type { DiskFault } from './disk-fault.ts';
import type { UnreadableReason } from './error-codes/storage.ts';
import type { Coded } from './errors.ts';

/** The number of messages saved from a damaged conversation. */
export interface SalvageCount {
  /** Saved completely. */
  readonly kept: number;
  /** Saved partly. */
  readonly mended: number;
  readonly lost: number;
}

/** A setting that was reset to its default. `part`: the number of its entries that were. */
export interface DamagedSetting {
  readonly name: string;
  readonly part: { readonly lost: number; readonly of: number } | null;
}

/** Why a file was set aside, or a copy of it was made. Written beside the copy. */
export type SetAsideReason =
  | { readonly kind: 'conversation_unreadable'; readonly reason: UnreadableReason }
  | ({ readonly kind: 'conversation_damaged' } & SalvageCount)
  /** Nothing in the file was readable; the rest comes from the journal. */
  | ({
      readonly kind: 'conversation_from_journal';
      readonly reason: UnreadableReason;
    } & SalvageCount)
  | { readonly kind: 'before_update'; readonly from: number }
  | { readonly kind: 'older_version' }
  | { readonly kind: 'damaged_by_other_program' }
  | { readonly kind: 'folder_for_conversation' }
  | { readonly kind: 'folder_for_file' }
  | { readonly kind: 'file_damaged' }
  | { readonly kind: 'settings_damaged'; readonly settings: readonly DamagedSetting[] }
  | { readonly kind: 'tokens_damaged' }
  | { readonly kind: 'keys_damaged' }
  | { readonly kind: 'tools_damaged' }
  | { readonly kind: 'assistants_damaged' }
  | { readonly kind: 'prompts_damaged' }
  | { readonly kind: 'draft_unreadable' };

/** Something that happened elsewhere. `path` and `original` are absolute. */
export type News =
  | { readonly kind: 'conversation_joined'; readonly title: string }
  | {
      readonly kind: 'conversation_repaired';
      readonly title: string;
      readonly reason: SetAsideReason;
      readonly original: string;
    }
  | { readonly kind: 'conversation_set_aside'; readonly path: string }
  | { readonly kind: 'conversation_is_folder'; readonly path: string }
  /** `said`: the system's code, or the error message if there is none. */
  | { readonly kind: 'conversation_out_of_reach'; readonly said: string; readonly path: string }
  | { readonly kind: 'conversation_not_set_aside'; readonly name: string; readonly disk: DiskFault }
  /** `original`: the path of the copy; null if there is none. */
  | {
      readonly kind: 'file_set_aside';
      readonly file: string;
      readonly reason: SetAsideReason;
      readonly original: string | null;
    }
  | { readonly kind: 'file_is_folder'; readonly file: string }
  | { readonly kind: 'file_out_of_reach'; readonly file: string; readonly disk: DiskFault }
  | { readonly kind: 'settings_by_newer' }
  | { readonly kind: 'draft_set_aside'; readonly file: string; readonly path: string }
  | { readonly kind: 'draft_out_of_reach'; readonly file: string; readonly disk: DiskFault }
  /** Other users could open the data folder, or still can. */
  | { readonly kind: 'folder_closed'; readonly folder: string }
  | { readonly kind: 'folder_open'; readonly folder: string }
  /** A server refused these tools for a model. Requests no longer include them. */
  | {
      readonly kind: 'tools_left_out';
      readonly provider: string;
      readonly model: string;
      readonly tools: readonly string[];
    }
  /** A server refused a parameter for a model. Requests no longer include it. */
  | {
      readonly kind: 'parameter_refused';
      readonly provider: string;
      readonly model: string;
      /** By the server's name. */
      readonly field: string;
    }
  /** The model accepts no tools at all. */
  | { readonly kind: 'tools_refused'; readonly provider: string; readonly model: string }
  | { readonly kind: 'port_taken'; readonly port: number; readonly holder: PortHolder | null }
  /** The library is as it was in a backup. */
  | { readonly kind: 'brought_back'; readonly backup: string }
  | { readonly kind: 'not_all_deleted'; readonly reason: Coded }
  | { readonly kind: 'no_copy_before_update'; readonly reason: Coded }
  /** Files that the copy for another version lacks: how many, the first, and why that is. */
  | {
      readonly kind: 'left_out_of_copy';
      readonly file: string;
      readonly count: number;
      readonly reason: Coded;
    }
  | { readonly kind: 'backup_failed'; readonly folder: string; readonly reason: Coded };

/** A notice for the person; `newsWords` puts it into words. */
export interface Notice {
  readonly id: string;
  readonly tone: 'quiet' | 'problem';
  readonly news: News;
}
