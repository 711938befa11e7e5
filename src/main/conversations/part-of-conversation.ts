import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { lengthOf } from '../../shared/model/conversation-views.ts';
import { pathTo } from '../../shared/model/tree.ts';

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
  const parents = new Set<Id | null>();
  for (const [index, id] of path.entries()) {
    if (Math.abs(index - at) > around && index < path.length - newest) continue;
    parents.add(all[id]?.parentId ?? null);
  }
  const streaming = new Set(live.map(({ messageId }) => messageId));
  const messages: Record<Id, Message> = {};
  for (const message of Object.values<Message>(all)) {
    const isWanted = parents.has(message.parentId) || streaming.has(message.id);
    if (isWanted) messages[message.id] = message;
  }
  return { live, conversation: { ...conversation, messages }, path };
}

/** Limits of one batch: messages, and text in UTF-16 code units. Only a first message may be longer. */
const batch = { messages: 500, text: 500_000 };

/**
 * Some of the messages that a window does not have yet, behind the message `after` (null: from the
 * first one; so also if it is gone). `next`: the last of them if there may be more, else null.
 */
export function restOf(
  { messages: all }: Pick<Conversation, 'messages'>,
  held: readonly Id[],
  after: Id | null,
): Pick<Conversation, 'messages'> & { readonly next: Id | null } {
  const known = new Set(held);
  const ids = Object.keys(all);
  const messages: Record<Id, Message> = {};
  let last: Id | null = null;
  let count = 0;
  let text = 0;
  for (let at = after === null ? 0 : ids.indexOf(after) + 1; at < ids.length; at += 1) {
    const id = ids[at];
    const message = id === undefined ? undefined : all[id];
    if (message === undefined || known.has(message.id)) continue;
    count += 1;
    text += lengthOf(message);
    if (last !== null && (count > batch.messages || text > batch.text)) {
      return { messages, next: last };
    }
    messages[message.id] = message;
    last = message.id;
  }
  return { messages, next: null };
}
