import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { headOf } from '../../../shared/model/conversation-views.ts';
import { progressOf } from './journal-format.ts';
import { repairTree, treeIsSound } from './repair-tree.ts';
import { mergeFields } from '../three-way.ts';

type Head = Readonly<Record<string, unknown>>;

/** An answer that one process shows as cut off may have come to its end in the other. */
function isOpenEnded({ status }: Message): boolean {
  return status === 'streaming' || status === 'interrupted';
}

function fuller(ours: Message, theirs: Message): Message {
  const difference = progressOf(theirs) - progressOf(ours);
  if (difference !== 0) return difference > 0 ? theirs : ours;
  return isOpenEnded(ours) && !isOpenEnded(theirs) ? theirs : ours;
}

/** The head alone, to compare later changes with. */
export function baseOf(conversation: Conversation): Head {
  const { readOnly: _readOnly, ...head } = headOf(conversation);
  return head;
}

/**
 * Joins what two processes made of one conversation: messages only ever come to a conversation, so
 * both sets are kept; of a message that differs, the one with more text. `base` is the head that ours
 * began with.
 */
export function mergeConversations(
  base: Head,
  ours: Conversation,
  theirs: Conversation,
): Conversation {
  const messages: Record<Id, Message> = { ...theirs.messages };
  for (const [id, message] of Object.entries<Message>(ours.messages)) {
    const other = messages[id];
    messages[id] = other === undefined ? message : fuller(message, other);
  }
  const head = mergeFields(base, baseOf(ours), baseOf(theirs));
  const updatedAt = ours.updatedAt > theirs.updatedAt ? ours.updatedAt : theirs.updatedAt;
  const merged = { ...ours, ...head, updatedAt, messages } as Conversation;
  if (treeIsSound(messages, merged.leafId)) return merged;
  const repaired = repairTree(messages, merged.leafId);
  return { ...merged, messages: repaired.messages, leafId: repaired.leafId };
}

/** True if `theirs` has something that `ours` does not hold. */
export function bringsNews(base: Head, ours: Conversation, theirs: Conversation): boolean {
  for (const [id, message] of Object.entries<Message>(theirs.messages)) {
    const own = ours.messages[id];
    if (own === undefined || fuller(own, message) !== own) return true;
  }
  return theirs.title !== base['title'] && theirs.title !== ours.title;
}
