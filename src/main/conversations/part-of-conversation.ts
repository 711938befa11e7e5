import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { childrenByParent, pathTo } from '../../shared/model/tree.ts';

/** A conversation with up to this many messages is sent in full. */
const wholeUpTo = 120;
/** How many messages at the end of the path a window gets first: more than fit on screen. */
const newest = 40;
/** How many messages to send on either side of the one a window wants to show. */
const around = 30;

/**
 * The part of a long conversation that a window needs for its first render: the messages at the end
 * of the path on show and around `near` (null: only at the end), their versions, and the streaming
 * answer. Returns everything if the conversation is short, or if `near` is on another branch.
 */
export function partOf(opened: OpenedConversation, near: Id | null): OpenedConversation {
  const { conversation, live } = opened;
  const all = conversation.messages;
  if (Object.keys(all).length <= wholeUpTo) return opened;
  const path = pathTo(all, conversation.leafId).map(({ id }) => id);
  const at = near === null ? Infinity : path.indexOf(near);
  if (at === -1 || path.length <= wholeUpTo) return opened;
  const messages: Record<Id, Message> = {};
  const take = (id: Id): void => {
    const message = all[id];
    if (message !== undefined) messages[id] = message;
  };
  const versions = childrenByParent(all);
  for (const [index, id] of path.entries()) {
    if (Math.abs(index - at) > around && index < path.length - newest) continue;
    for (const version of versions.get(all[id]?.parentId ?? null) ?? []) take(version);
  }
  for (const { messageId } of live) take(messageId);
  return { live, conversation: { ...conversation, messages }, path };
}

/** The messages that a window does not have yet. */
export function restOf(conversation: Conversation, held: readonly Id[]): Conversation['messages'] {
  const known = new Set(held);
  return Object.fromEntries(Object.entries(conversation.messages).filter(([id]) => !known.has(id)));
}
