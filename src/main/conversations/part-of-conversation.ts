import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { childrenByParent, pathTo } from '../../shared/model/tree.ts';

/** A conversation of up to so many messages is handed over whole. */
const wholeUpTo = 120;
/** Messages at the end of the path that a window gets first: more than it shows at once. */
const newest = 40;
/** Messages on either side of the one that a window wants to see. */
const around = 30;

/**
 * What a window needs of a long conversation for its first picture: the messages at the end of the
 * path on show and around `near` (null: at the end only), their versions, and the answer that streams.
 * All of it if it is short, or if `near` is on another branch.
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
  if (live !== null) take(live.messageId);
  return { live, conversation: { ...conversation, messages }, path };
}

/** The messages that a window does not hold yet. */
export function restOf(conversation: Conversation, held: readonly Id[]): Conversation['messages'] {
  const known = new Set(held);
  return Object.fromEntries(Object.entries(conversation.messages).filter(([id]) => !known.has(id)));
}
