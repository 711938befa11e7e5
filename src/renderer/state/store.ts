import type { ConversationHead, Id } from '../../shared/model/conversation.ts';
import type { Action } from './action.ts';
import { initialState, type AppState } from './app-state.ts';
import { reduce } from './reduce.ts';

/** Calls back before the next paint, or soon when the window is hidden and paints nothing. */
export type ScheduleFrame = (callback: () => void) => void;

/** Schedules when text may be shown. */
export interface TextFrames {
  /** Calls back when text may be shown. */
  readonly schedule: ScheduleFrame;
  /** True if the next frame is reserved for something urgent. */
  readonly isNextTaken: () => boolean;
}

/**
 * Holds the state. Notifies subscribers of text at most once a frame, and of everything else at
 * once.
 */
export interface Store {
  readonly getState: () => AppState;
  readonly dispatch: (action: Action) => void;
  /** Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** True for text of an answer, or a part that begins with text. */
function isText(action: Action): boolean {
  if (action.kind !== 'event') return false;
  if (action.name === 'text') return true;
  return action.name === 'turn' && ['part', 'tool_progress'].includes(action.payload.kind);
}

/** Events that may arrive by the thousands. */
type News =
  | { readonly kind: 'head'; readonly head: ConversationHead }
  | { readonly kind: 'removed'; readonly id: Id };

function newsIn(action: Action): News | null {
  if (action.kind !== 'event') return null;
  if (action.name === 'head') return { kind: 'head', head: action.payload };
  return action.name === 'removed' ? { kind: 'removed', id: action.payload.conversationId } : null;
}

/** Groups consecutive events of the same kind, in order. */
function together(news: readonly News[]): readonly Action[] {
  const heads: ConversationHead[] = [];
  const removed: Id[] = [];
  const actions: Action[] = [];
  const close = (): void => {
    if (heads.length > 0) actions.push({ kind: 'heads', heads: heads.splice(0) });
    if (removed.length > 0) actions.push({ kind: 'removed', conversationIds: removed.splice(0) });
  };
  let last: News['kind'] | null = null;
  for (const each of news) {
    if (each.kind !== last) close();
    last = each.kind;
    if (each.kind === 'head') heads.push(each.head);
    else removed.push(each.id);
  }
  close();
  return actions;
}

/**
 * Creates a store. The first text in a frame notifies at once, unless that frame is reserved, so
 * that it does not wait for the next one.
 *
 * The first head or removal also notifies at once. Later ones wait for the frame or for the next
 * other action, because an import brings thousands and each would re-sort the list.
 */
export function createStore(
  scheduleFrame: ScheduleFrame,
  textFrames: TextFrames = { schedule: scheduleFrame, isNextTaken: () => false },
): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  let frameTaken = false;
  let pending = false;
  let newsFrameTaken = false;
  let waitingNews: News[] = [];

  const notify = (): void => {
    pending = false;
    for (const listener of listeners) listener();
  };
  const startFrame = (): void => {
    frameTaken = true;
    textFrames.schedule(() => {
      frameTaken = false;
      if (!pending) return;
      startFrame();
      notify();
    });
  };

  const takeNews = (): void => {
    const news = waitingNews;
    waitingNews = [];
    for (const action of together(news)) state = reduce(state, action);
  };
  /** Returns true if the event has to wait for the next frame. */
  const waits = (news: News): boolean => {
    if (newsFrameTaken) {
      waitingNews.push(news);
      return true;
    }
    newsFrameTaken = true;
    scheduleFrame(() => {
      newsFrameTaken = false;
      if (waitingNews.length === 0) return;
      takeNews();
      notify();
    });
    return false;
  };

  return {
    getState: () => state,
    dispatch(action) {
      const news = newsIn(action);
      if (news !== null && waits(news)) return;
      const hadNews = waitingNews.length > 0;
      takeNews();
      const next = reduce(state, action);
      if (next === state && !hadNews) return;
      state = next;
      if (hadNews || !isText(action)) {
        notify();
      } else if (frameTaken) {
        pending = true;
      } else {
        startFrame();
        if (textFrames.isNextTaken()) pending = true;
        else notify();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
