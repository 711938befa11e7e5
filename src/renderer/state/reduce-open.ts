import type { Events } from '../../shared/contract/index.ts';
import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import { headOf } from '../../shared/model/conversation-views.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { heldCharacters } from '../../shared/model/message/held-characters.ts';
import type { Action } from './action.ts';
import type { AppState } from './app-state.ts';
import { reduceOpenedHead } from './reduce-list.ts';
import { liveAnswerFor, markMissed, replayEarly, withOpen } from './reduce-live.ts';
import { without, withoutKeys, withoutMember } from './without.ts';

// The conversations that are open: the one on show, those that stream, and some that were.

/** Number of conversations cached besides the one on show and those that are streaming. */
const keptOpen = 4;
/** How much these may hold. See {@link heldCharacters}. */
const maxCharacters = 8_000_000;

/** Returns which conversations of `spare`, the oldest first, are not to be cached any longer. */
function superfluous({ open }: AppState, spare: readonly Id[]): readonly Id[] {
  let characters = 0;
  return spare.toReversed().filter((id, index) => {
    const conversation = open[id];
    const held = conversation?.kind === 'ready' ? heldCharacters(conversation.messages) : 0;
    if (index >= keptOpen || characters + held > maxCharacters) return true;
    characters += held;
    return false;
  });
}

/** Shows a conversation, or the empty page of a new one, and forgets others that are open. */
export function reduceShown(
  state: AppState,
  id: Id | null,
  folder: string | null = null,
): AppState {
  const unread = new Set(state.unread);
  if (id !== null) unread.delete(id);
  const spare = Object.keys(state.open).filter(
    (other) => other !== id && other !== state.activeId && !state.streaming.has(other),
  );
  let { open } = state;
  for (const other of superfluous(state, spare)) open = without(open, other);
  const reveal = state.reveal?.conversationId === id ? state.reveal : null;
  return { ...state, activeId: id, newFolder: folder, unread, open, reveal };
}

/**
 * Marks the start of a request for a snapshot. Changes that arrive from here on may be newer than
 * the snapshot.
 */
export function reduceLoading(state: AppState, id: Id): AppState {
  const open = state.open[id];
  return withOpen(
    state,
    id,
    open?.kind === 'ready'
      ? { ...open, stale: true, missed: false }
      : { kind: 'loading', missed: false },
  );
}

/** Takes over a snapshot of a conversation. */
export function reduceOpened(state: AppState, opened: OpenedConversation): AppState {
  const { conversation, live, path } = opened;
  const { id, messages } = conversation;
  const before = state.open[id];
  const next: AppState = {
    ...reduceOpenedHead(state, headOf(conversation)),
    streaming:
      live.length === 0 ? withoutMember(state.streaming, id) : new Set(state.streaming).add(id),
  };
  const held = before?.kind === 'ready' ? before.live : [];
  const ready = withOpen(next, id, {
    kind: 'ready',
    messages,
    path,
    live: live.flatMap(({ turn, seq, messageId, wait = null }) => {
      const message = messages[messageId];
      const known = held.find((each) => each.messageId === messageId) ?? null;
      return message === undefined ? [] : [liveAnswerFor(message, turn, seq, known, wait)];
    }),
    stale: before !== undefined && before.kind !== 'failed' && before.missed,
    missed: false,
  });
  return replayEarly(
    ready,
    live.map(({ turn }) => turn),
  );
}

/**
 * Takes over all messages. Those already loaded win, because events kept them up to date and these
 * may be older. A copy of 30,000 messages takes 10 to 30 ms, so there is none if the sender joined
 * what is loaded now.
 */
export function reduceCompleted(
  state: AppState,
  { conversationId: id, messages: all, held }: Extract<Action, { readonly kind: 'completed' }>,
): AppState {
  const open = state.open[id];
  // If it was opened again meanwhile, these are older.
  if (open?.kind !== 'ready' || open.path === null) return state;
  const messages = open.messages === held ? all : { ...all, ...open.messages };
  return withOpen(state, id, { ...open, messages, path: null });
}

/** Adds a message, or replaces it. */
export function reduceMessage(
  state: AppState,
  { conversationId, message }: Events['message'],
): AppState {
  const next = markMissed(state, conversationId);
  const open = next.open[conversationId];
  if (open?.kind !== 'ready') return next;
  return withOpen(next, conversationId, {
    ...open,
    messages: { ...open.messages, [message.id]: message },
  });
}

/** Has a conversation opened again, if it is open. */
export function reduceOutdated(state: AppState, id: Id): AppState {
  const next = markMissed(state, id);
  const open = next.open[id];
  return open?.kind === 'ready' ? withOpen(next, id, { ...open, stale: true }) : next;
}

/**
 * Removes the messages of a deleted branch. If the rest of the messages is still on its way, it may
 * contain them, so the conversation is opened again.
 */
export function reducePruned(
  state: AppState,
  { conversationId, messageIds }: Events['pruned'],
): AppState {
  const next = markMissed(state, conversationId);
  const open = next.open[conversationId];
  if (open?.kind !== 'ready') return next;
  const messages = withoutKeys(open.messages, new Set(messageIds));
  const stale = open.stale || open.path !== null;
  return withOpen(next, conversationId, { ...open, messages, stale });
}
