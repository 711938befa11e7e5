import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { Events, StartState } from '../../shared/contract/index.ts';
import { headOf } from '../../shared/model/conversation-views.ts';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';
import type { Action, EventAction } from './action.ts';
import { noDeletion, type AppState, type Deletion } from './app-state.ts';
import {
  liveAnswerFor,
  markMissed,
  reduceSettled,
  reduceText,
  reduceTurn,
  replayEarly,
  withOpen,
} from './reduce-live.ts';

/** Number of conversations cached besides the one on show and those that are streaming. */
const keptOpen = 4;

function without<T>(record: Readonly<Record<string, T>>, id: Id): Readonly<Record<string, T>> {
  const { [id]: _gone, ...rest } = record;
  return rest;
}

function byLastChange(heads: Readonly<Record<Id, ConversationHead>>): readonly Id[] {
  return Object.values(heads)
    .sort((a, b) =>
      a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? 1 : -1,
    )
    .map((head) => head.id);
}

function reduceStarted(state: AppState, start: StartState): AppState {
  // Heads from events that arrived before this one are at least as recent.
  const heads = {
    ...Object.fromEntries(start.heads.map((head) => [head.id, head])),
    ...state.heads,
  };
  return {
    ...state,
    phase: 'ready',
    startError: null,
    info: { dataFolder: start.dataFolder, version: start.version, platform: start.platform },
    heads,
    order: byLastChange(heads),
    streaming: new Set(start.streaming),
    settings: start.settings,
    storage: start.storage,
    notices: start.notices,
    drafts: start.drafts,
    requests: start.requests,
  };
}

function reduceHeads(state: AppState, news: readonly ConversationHead[]): AppState {
  const heads = { ...state.heads };
  let moved = false;
  for (const head of news) {
    moved ||= heads[head.id]?.updatedAt !== head.updatedAt;
    heads[head.id] = head;
  }
  return { ...state, heads, order: moved ? byLastChange(heads) : state.order };
}

/** Adds the unknown heads of a page. Known heads came from events and are at least as recent. */
function reduceListed(state: AppState, page: readonly ConversationHead[]): AppState {
  const unknown = page.filter(({ id }) => state.heads[id] === undefined);
  return unknown.length === 0 ? state : reduceHeads(state, unknown);
}

/** Adds heads sent by main. Each may be newer than a snapshot in flight. */
function reduceNewHeads(state: AppState, news: readonly ConversationHead[]): AppState {
  let next = reduceHeads(state, news);
  for (const { id } of news) next = markMissed(next, id);
  return next;
}

function withoutMember(ids: ReadonlySet<Id>, id: Id): ReadonlySet<Id> {
  if (!ids.has(id)) return ids;
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}

function withoutMembers(ids: ReadonlySet<Id>, gone: ReadonlySet<Id>): ReadonlySet<Id> {
  if (![...ids].some((id) => gone.has(id))) return ids;
  return new Set([...ids].filter((id) => !gone.has(id)));
}

function withoutKeys<T>(
  record: Readonly<Record<string, T>>,
  gone: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(key)));
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

function reduceRemoved(state: AppState, ids: readonly Id[]): AppState {
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

function reduceShown(state: AppState, id: Id | null, folder: string | null = null): AppState {
  const unread = new Set(state.unread);
  if (id !== null) unread.delete(id);
  const spare = Object.keys(state.open).filter(
    (other) => other !== id && other !== state.activeId && !state.streaming.has(other),
  );
  let { open } = state;
  for (const other of spare.slice(0, Math.max(0, spare.length - keptOpen)))
    open = without(open, other);
  const reveal = state.reveal?.conversationId === id ? state.reveal : null;
  return { ...state, activeId: id, newFolder: folder, unread, open, reveal };
}

/**
 * Marks the start of a request for a snapshot. Changes that arrive from here on may be newer than
 * the snapshot.
 */
function reduceLoading(state: AppState, id: Id): AppState {
  const open = state.open[id];
  return withOpen(
    state,
    id,
    open?.kind === 'ready'
      ? { ...open, stale: true, missed: false }
      : { kind: 'loading', missed: false },
  );
}

function reduceOpened(state: AppState, opened: OpenedConversation): AppState {
  const { conversation, live, path } = opened;
  const { id, messages } = conversation;
  const message = live === null ? undefined : messages[live.messageId];
  const before = state.open[id];
  const next: AppState = {
    ...reduceHeads(state, [headOf(conversation)]),
    streaming:
      live === null ? withoutMember(state.streaming, id) : new Set(state.streaming).add(id),
  };
  const held = before?.kind === 'ready' ? before.live : null;
  const ready = withOpen(next, id, {
    kind: 'ready',
    messages,
    path,
    live:
      live === null || message === undefined
        ? null
        : liveAnswerFor(message, live.turn, live.seq, held, live.wait ?? null),
    stale: before !== undefined && before.kind !== 'failed' && before.missed,
    missed: false,
  });
  return replayEarly(ready, live?.turn ?? null);
}

/**
 * Adds the remaining messages. Messages already loaded win, because events kept them up to date and
 * these may be older.
 */
function reduceCompleted(state: AppState, id: Id, rest: Readonly<Record<Id, Message>>): AppState {
  const open = state.open[id];
  if (open?.kind !== 'ready') return state;
  return withOpen(state, id, { ...open, messages: { ...rest, ...open.messages }, path: null });
}

function reduceMessage(state: AppState, { conversationId, message }: Events['message']): AppState {
  const next = markMissed(state, conversationId);
  const open = next.open[conversationId];
  if (open?.kind !== 'ready') return next;
  return withOpen(next, conversationId, {
    ...open,
    messages: { ...open.messages, [message.id]: message },
  });
}

function reducePruned(state: AppState, { conversationId, messageIds }: Events['pruned']): AppState {
  const next = markMissed(state, conversationId);
  const open = next.open[conversationId];
  if (open?.kind !== 'ready') return next;
  const messages = withoutKeys(open.messages, new Set(messageIds));
  return withOpen(next, conversationId, { ...open, messages });
}

function withApproval(
  approvals: AppState['approvals'],
  { conversationId, pending }: Events['approval'],
): AppState['approvals'] {
  const others = without(approvals, conversationId);
  return pending === null ? others : { ...others, [conversationId]: pending };
}

function reduceEvent(state: AppState, action: EventAction): AppState {
  switch (action.name) {
    case 'head':
      return reduceNewHeads(state, [action.payload]);
    case 'removed':
      return reduceRemoved(state, [action.payload.conversationId]);
    case 'message':
      return reduceMessage(state, action.payload);
    case 'pruned':
      return reducePruned(state, action.payload);
    case 'text':
      return reduceText(state, action.payload);
    case 'settled':
      return reduceSettled(state, action.payload);
    case 'turn':
      return reduceTurn(state, action.payload);
    case 'settings':
      return { ...state, settings: action.payload };
    case 'prices':
      return { ...state, prices: action.payload };
    case 'storage':
      return { ...state, storage: action.payload };
    case 'notice':
      return { ...state, notices: [...state.notices, action.payload] };
    case 'api':
      return { ...state, api: action.payload };
    case 'tools':
      return { ...state, tools: action.payload };
    case 'assistants':
      return { ...state, assistants: action.payload };
    case 'prompts':
      return { ...state, prompts: action.payload };
    case 'approval':
      return { ...state, approvals: withApproval(state.approvals, action.payload) };
    case 'requests':
      return { ...state, requests: action.payload };
    case 'job':
      return { ...state, jobs: { ...state.jobs, [action.payload.jobId]: action.payload } };
    case 'library':
      return { ...state, library: action.payload };
    case 'menu':
      return state;
  }
}

/** The only place that changes what is on show. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.kind) {
    case 'event':
      return reduceEvent(state, action);
    case 'heads':
      return reduceNewHeads(state, action.heads);
    case 'listed':
      return reduceListed(state, action.heads);
    case 'started':
      return reduceStarted(state, action.start);
    case 'start_failed':
      return { ...state, phase: 'failed', startError: action.error };
    case 'shown':
      return reduceShown(state, action.conversationId, action.folder);
    case 'loading':
      return reduceLoading(state, action.conversationId);
    case 'opened':
      return reduceOpened(state, action.opened);
    case 'completed':
      return reduceCompleted(state, action.conversationId, action.messages);
    case 'open_failed':
      return withOpen(state, action.conversationId, { kind: 'failed', error: action.error });
    case 'notice_dismissed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== action.id) };
    case 'deleted_forgotten':
      // Conversations still being deleted by the running action stay grouped.
      return {
        ...state,
        deletion: state.deletion.isRunning ? { ...state.deletion, heads: [] } : noDeletion,
      };
    case 'deleting':
      return {
        ...state,
        deletion: { ...state.deletion, ids: new Set(action.conversationIds), isRunning: true },
      };
    case 'deleting_ended':
      return { ...state, deletion: { ...state.deletion, isRunning: false } };
    case 'removed':
      return reduceRemoved(state, action.conversationIds);
    case 'revealing':
      return { ...reduceShown(state, action.reveal.conversationId), reveal: action.reveal };
    case 'revealed':
      return { ...state, reveal: null };
    case 'job_forgotten':
      return { ...state, jobs: without(state.jobs, action.jobId) };
    case 'dialog':
      return { ...state, dialog: action.dialog };
  }
}
