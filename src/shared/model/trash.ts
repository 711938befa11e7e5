import type { Id } from './conversation.ts';
import type { Coded } from './errors.ts';

/** How long what was deleted is kept. */
export const trashDays = 30;

/** A conversation in the trash. One that was deleted, came back and was deleted again is there twice. */
export interface TrashedConversation {
  /** Names it in commands. */
  readonly key: string;
  readonly id: Id;
  /** null: its file could not be read now. Restoring brings back what can be. */
  readonly title: string | null;
  /** ISO 8601, UTC. */
  readonly deletedAt: string;
  /** From then on it is deleted for good. ISO 8601, UTC. */
  readonly goneAt: string;
}

/** What became of several at once. */
export interface TrashReport {
  readonly done: number;
  readonly failed: number;
  /** Of the first that failed; null when all was done. */
  readonly reason: Coded | null;
}
