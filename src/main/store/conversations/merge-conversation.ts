import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { headOf } from '../../../shared/model/conversation-views.ts';
import { laterCheckpoint, withCheckpoint } from '../../../shared/model/message/checkpoint.ts';
import { withoutDeleted } from '../../../shared/model/tree/branches.ts';
import { progressOf } from './journal-format.ts';
import { repairTree, treeIsSound } from './repair-tree.ts';
import { mergeFields } from '../three-way.ts';

type Head = Readonly<Record<string, unknown>>;

/** True for an answer that looks cut off here but may have been completed by the other process. */
function isOpenEnded({ status }: Message): boolean {
  return status === 'streaming' || status === 'interrupted';
}

function fuller(ours: Message, theirs: Message): Message {
  const difference = progressOf(theirs) - progressOf(ours);
  if (difference !== 0) return difference > 0 ? theirs : ours;
  if (isOpenEnded(ours) && !isOpenEnded(theirs)) return theirs;
  return (theirs.comparison?.choices ?? 0) > (ours.comparison?.choices ?? 0) ? theirs : ours;
}

/** One message of two processes: the fuller one, with the checkpoint that was changed last. */
function joined(ours: Message, theirs: Message): Message {
  const message = fuller(ours, theirs);
  const checkpoint = laterCheckpoint(ours, theirs);
  return message.checkpoint === checkpoint ? message : withCheckpoint(message, checkpoint);
}

/** The head alone, as the base to compare later changes with. */
export function baseOf(conversation: Conversation): Head {
  const { readOnly: _readOnly, ...head } = headOf(conversation);
  return head;
}

/**
 * Merges two processes' versions of one conversation. The result has the messages of both, but for
 * deleted branches; where a message differs, the one with more text wins, and of two checkpoints the
 * later one. `base` is the head that our changes started from.
 */
export function mergeConversations(
  base: Head,
  ours: Conversation,
  theirs: Conversation,
): Conversation {
  const messages: Record<Id, Message> = { ...theirs.messages };
  for (const [id, message] of Object.entries<Message>(ours.messages)) {
    const other = messages[id];
    messages[id] = other === undefined ? message : joined(message, other);
  }
  const head = mergeFields(base, baseOf(ours), baseOf(theirs));
  const updatedAt = ours.updatedAt > theirs.updatedAt ? ours.updatedAt : theirs.updatedAt;
  const both = { ...head, version: ours.version, updatedAt, messages } as Conversation;
  const { readOnly } = ours;
  const merged = withoutDeleted(readOnly === undefined ? both : { ...both, readOnly });
  if (treeIsSound(merged.messages, merged.leafId)) return merged;
  const repaired = repairTree(merged.messages, merged.leafId);
  return { ...merged, messages: repaired.messages, leafId: repaired.leafId };
}

/** True if `merged`, which we made of ours and `theirs`, differs from ours in what people see. */
export function bringsNews(
  base: Head,
  ours: Conversation,
  theirs: Conversation,
  merged: Conversation,
): boolean {
  for (const [id, message] of Object.entries<Message>(merged.messages)) {
    const own = ours.messages[id];
    if (own === undefined || joined(own, message) !== own) return true;
  }
  if (Object.keys(ours.messages).some((id) => merged.messages[id] === undefined)) return true;
  return theirs.title !== base['title'] && theirs.title !== ours.title;
}
