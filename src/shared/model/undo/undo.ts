import type { Id } from '../conversation.ts';

/** The kinds of changes of data that can be taken back. */
export const undoKinds = [
  'conversations_deleted',
  'conversations_restored',
  'conversations_renamed',
  'conversations_moved',
  'conversations_archived',
  'conversations_unarchived',
  'conversations_pinned',
  'conversations_unpinned',
  'conversations_changed',
  'message_pinned',
  'message_unpinned',
  'branch_deleted',
  'answer_edited',
  'checkpoint_changed',
  'queued_changed',
  'queued_removed',
  'draft_changed',
  'prompt_saved',
  'prompt_deleted',
  'prompts_imported',
  'assistant_saved',
  'assistant_deleted',
  'assistants_imported',
  'provider_saved',
  'provider_deleted',
  'key_changed',
  'key_deleted',
  'model_changed',
  'price_changed',
  'instructions_changed',
  'settings_changed',
  'tool_server_saved',
  'tool_server_deleted',
  'permission_revoked',
  'search_changed',
  'origin_allowed',
  'origin_forgotten',
] as const;
export type UndoKind = (typeof undoKinds)[number];

/** A change of data that can be taken back or made again. */
export interface Undoable {
  readonly kind: UndoKind;
  /** What was changed, if it is one thing with a name. */
  readonly name: string | null;
  /** The conversation that was changed, if it is one. */
  readonly conversationId: Id | null;
  /** How many things were changed. */
  readonly count: number;
  /** When, in ms since the epoch. */
  readonly at: number;
}

/** What Undo and Redo would do next; null for nothing. */
export interface UndoView {
  readonly undo: Undoable | null;
  readonly redo: Undoable | null;
}

/** Nothing was changed yet. */
export const nothingToUndo: UndoView = { undo: null, redo: null };

/** The outcome of taking a change back, or of making it again. */
export interface Undone {
  readonly what: Undoable;
  /** How many things had changed since and were left as they are. */
  readonly left: number;
}

/** The names of changes, for the notices that offer to take them back. */
export const undoKeys = {
  deleted: (conversationId: Id) => `deleted ${conversationId}`,
  branch: (conversationId: Id, messageId: Id) => `branch ${conversationId} ${messageId}`,
  checkpoint: (conversationId: Id, messageId: Id) => `checkpoint ${conversationId} ${messageId}`,
  prompt: (promptId: string) => `prompt ${promptId}`,
} as const;
