import { isDeepStrictEqual } from 'node:util';
import type { RestoreMode } from '../../shared/model/backups.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { withWaitingQueue } from '../../shared/model/message/queue.ts';
import { withAdded } from '../../shared/model/tree/branches.ts';
import { expected } from '../../shared/expected.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import { replayInTurns } from '../store/conversations/journal-format.ts';
import { conversationMigrations } from '../store/migrations.ts';
import type { RestoreOptions } from './restore-options.ts';

/**
 * Reads a conversation of a backup with its journal. Its queued messages wait for the person. Throws
 * an ExpectedError if it is damaged.
 */
export async function readConversation(
  { backup, target, signal }: Pick<RestoreOptions, 'backup' | 'target' | 'signal'>,
  inBackup: ReadonlySet<string>,
  id: Id,
  name: string,
): Promise<Conversation> {
  const journalName = `conversations/${id}.journal`;
  const journal = inBackup.has(journalName)
    ? await replayInTurns(await backup.read(journalName, signal))
    : null;
  const bytes = await backup.read(name, signal);
  const examined = await target.reader.examine(
    id,
    bytes,
    journal,
    new Set(),
    conversationMigrations,
  );
  if (examined.kind === 'unreadable') {
    throw expected('conversation_unreadable', { reason: examined.reason });
  }
  if (examined.kind === 'read_only') throw expected(examined.reason, {});
  return withWaitingQueue(examined.conversation);
}

/**
 * Merges the backup's conversation into the existing one without losing anything; returns the same
 * object if the backup adds nothing.
 */
export function joined(before: Conversation, found: Conversation): Conversation {
  const missing = Object.values<Message>(found.messages).filter(
    ({ id }) => before.messages[id] === undefined,
  );
  if (missing.length === 0) return before;
  return withAdded({ ...before, leafId: before.leafId ?? found.leafId }, missing);
}

/** How a conversation of a backup was restored. */
export type RestoredAs = 'added' | 'joined' | 'same' | 'replaced';

/** Stores a conversation of a backup. Throws an ExpectedError if it could not be written. */
export async function putConversation(
  conversations: ConversationService,
  mode: RestoreMode,
  id: Id,
  found: Conversation,
): Promise<RestoredAs> {
  const isThere = conversations.heads().some((head) => head.id === id);
  if (!isThere) {
    if (!(await conversations.add(found))) throw expected('item_unsaved', {});
    return 'added';
  }
  let kind: RestoredAs = 'same';
  const { written } = await conversations.change(id, (before) => {
    if (mode === 'merge') {
      const after = joined(before, found);
      kind = after === before ? 'same' : 'joined';
      return after;
    }
    if (isDeepStrictEqual(before, found)) return before;
    kind = 'replaced';
    return found;
  });
  if (!(await written)) throw expected('item_unsaved', {});
  return kind;
}
