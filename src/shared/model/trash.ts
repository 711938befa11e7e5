import type { Id } from './conversation.ts';
import type { Coded } from './errors.ts';

/** How long deleted conversations are kept, in days. */
export const trashDays = 30;

/**
 * A conversation in the trash. One that was deleted, restored and deleted again is listed twice.
 */
export interface TrashedConversation {
  /** Identifies it in commands. */
  readonly key: string;
  readonly id: Id;
  /** Null if its file could not be read. Restoring still recovers what it can. */
  readonly title: string | null;
  /** ISO 8601, UTC. */
  readonly deletedAt: string;
  /** When it is deleted permanently. ISO 8601, UTC. */
  readonly goneAt: string;
}

/** The result of an action on several conversations. */
export interface TrashReport {
  readonly done: number;
  readonly failed: number;
  /** The reason of the first failure; null if all succeeded. */
  readonly reason: Coded | null;
}
