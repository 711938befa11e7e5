import type { ConversationHead, Id } from '../../shared/model/conversation.ts';
import type { AppState, Deletion } from './app-state.ts';
import { markMissed } from './reduce-live.ts';
import { withoutKeys, withoutMembers } from './without.ts';

// The list of conversations: their heads, their order and what was deleted.

/** The ids of conversations, the one changed last first. */
export function byLastChange(heads: Readonly<Record<Id, ConversationHead>>): readonly Id[] {
  return Object.values(heads)
    .sort((a, b) =>
      a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? 1 : -1,
    )
    .map((head) => head.id);
}

/** True if both say the same. Heads are small, and made of plain data. */
function isSameHead(a: ConversationHead, b: ConversationHead): boolean {
  const entries = Object.entries(a);
  const others: Readonly<Record<string, unknown>> = { ...b };
  return (
    entries.length === Object.keys(others).length &&
    entries.every(
      ([key, value]) =>
        value === others[key] || JSON.stringify(value) === JSON.stringify(others[key]),
    )
  );
}

/**
 * Adds the head of a conversation that was opened. A known one that says the same stays, so that
 * no view of it renders.
 */
export function reduceOpenedHead(state: AppState, head: ConversationHead): AppState {
  const known = state.heads[head.id];
  return known !== undefined && isSameHead(known, head) ? state : reduceHeads(state, [head]);
}

/** Adds heads, or replaces them. */
export function reduceHeads(state: AppState, news: readonly ConversationHead[]): AppState {
  const heads = { ...state.heads };
  let moved = false;
  for (const head of news) {
    moved ||= heads[head.id]?.updatedAt !== head.updatedAt;
    heads[head.id] = head;
  }
  return { ...state, heads, order: moved ? byLastChange(heads) : state.order };
}

/** Adds the unknown heads of a page. Known heads came from events and are at least as recent. */
export function reduceListed(state: AppState, page: readonly ConversationHead[]): AppState {
  const unknown = page.filter(({ id }) => state.heads[id] === undefined);
  return unknown.length === 0 ? state : reduceHeads(state, unknown);
}

/** The deletion without conversations that are there again: nobody has to be told how to restore them. */
function withoutRestored(deletion: Deletion, news: readonly ConversationHead[]): Deletion {
  if (deletion.heads.length === 0) return deletion;
  const back = new Set(news.map(({ id }) => id));
  const heads = deletion.heads.filter(({ id }) => !back.has(id));
  return heads.length === deletion.heads.length ? deletion : { ...deletion, heads };
}

/** Adds heads sent by main. Each may be newer than a snapshot in flight. */
export function reduceNewHeads(state: AppState, news: readonly ConversationHead[]): AppState {
  const deletion = withoutRestored(state.deletion, news);
  let next = reduceHeads({ ...state, deletion }, news);
  for (const { id } of news) next = markMissed(next, id);
  return next;
}

/**
 * Adds deleted conversations to the current deletion if they belong to the same action; otherwise
 * they start a new one.
 */
function withDeleted({ deletion, heads }: AppState, ids: readonly Id[]): Deletion {
  let gone: ConversationHead[] = [...deletion.heads];
  let areTogether = gone.every(({ id }) => deletion.ids.has(id));
  for (const id of ids) {
    const head = heads[id];
    if (head === undefined) continue;
    if (!deletion.ids.has(id) || !areTogether) gone = [];
    areTogether = deletion.ids.has(id);
    gone.push(head);
  }
  return { ...deletion, heads: gone };
}

/** Removes conversations, which can be undone. */
export function reduceRemoved(state: AppState, ids: readonly Id[]): AppState {
  const gone = new Set(ids);
  return {
    ...state,
    streaming: withoutMembers(state.streaming, gone),
    unread: withoutMembers(state.unread, gone),
    heads: withoutKeys(state.heads, gone),
    order: state.order.filter((id) => !gone.has(id)),
    open: withoutKeys(state.open, gone),
    activeId: state.activeId !== null && gone.has(state.activeId) ? null : state.activeId,
    deletion: withDeleted(state, ids),
  };
}
