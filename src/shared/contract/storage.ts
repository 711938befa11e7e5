import type { Id } from '../model/conversation.ts';
import type { Coded } from '../model/errors.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** Commands for data that could not be written. */
export const storageCommands = {
  /** Retries the failed writes. */
  'storage.retry': { input: nothing, output: typed<void>() },
} as const;

/** Whether all data is on disk. */
export type StorageStatus =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved'; readonly reason: Coded; readonly conversationIds: readonly Id[] };
