import type { Conversation, Id, Message } from '../conversation.ts';
import { copiedCheckpoint, withCheckpoint } from '../message/checkpoint.ts';
import { pathTo } from '../tree.ts';

/**
 * A conversation of its own that begins as this one up to a message. The answers were paid for
 * where they were given, so the copies have no usage. Of a comparison only the answer on the path is
 * copied. A question is left out: it is asked anew. Null if there is no such message.
 */
export function forkOf(
  of: Conversation,
  messageId: Id,
  { newId, nowIso }: { readonly newId: () => Id; readonly nowIso: string },
): Conversation | null {
  const last = of.messages[messageId];
  if (last === undefined) return null;
  const path = pathTo(of.messages, last.role === 'user' ? last.parentId : messageId);
  const { importedFrom: _from, pinned: _pinned, archived: _archived, ...rest } = of;
  const { queue: _queue, pins: _pins, deletedBranches: _deleted, ...head } = rest;
  const id = newId();
  const messages: Record<Id, Message> = {};
  let leafId: Id | null = null;
  for (const message of path) {
    const { usage: _usage, comparison: _comparison, compared: _compared, ...copied } = message;
    const copy = withCheckpoint(
      { ...copied, id: newId(), parentId: leafId },
      copiedCheckpoint(message),
    );
    messages[copy.id] = copy;
    leafId = copy.id;
  }
  const forkedFrom = { id: of.id, messageId };
  return { ...head, id, createdAt: nowIso, updatedAt: nowIso, leafId, messages, forkedFrom };
}
