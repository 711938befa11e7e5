import type { Id } from '../model/conversation.ts';
import type { Coded } from '../model/errors.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** What becomes of what could not be written. */
export const storageCommands = {
  /** Tries again to write what could not be saved. */
  'storage.retry': { input: nothing, output: typed<void>() },
} as const;

/** Whether everything said is on disk. */
export type StorageStatus =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved'; readonly reason: Coded; readonly conversationIds: readonly Id[] };
