import type { ConversationHead, Id } from '../../shared/model/conversation.ts';
import type { Action } from './action.ts';
import { initialState, type AppState } from './app-state.ts';
import { reduce } from './reduce.ts';

/** Calls back before the next paint, or soon when the window is hidden and paints nothing. */
export type ScheduleFrame = (callback: () => void) => void;

/** When text may be shown. */
export interface TextFrames {
  /** Calls back when it may be. */
  readonly schedule: ScheduleFrame;
  /** True: the next frame belongs to something that does not wait. */
  readonly isNextTaken: () => boolean;
}

/** Holds the state and tells its subscribers at most once a frame about text, at once about the rest. */
export interface Store {
  readonly getState: () => AppState;
  readonly dispatch: (action: Action) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** What may come hundreds of times a second: text of an answer, a part that begins with it, progress. */
function isText(action: Action): boolean {
  if (action.kind !== 'event') return false;
  if (action.name === 'text') return true;
  return action.name === 'turn' && ['part', 'tool_progress'].includes(action.payload.kind);
}

/** News that may come in thousands. */
type News =
  | { readonly kind: 'head'; readonly head: ConversationHead }
  | { readonly kind: 'removed'; readonly id: Id };

function newsIn(action: Action): News | null {
  if (action.kind !== 'event') return null;
  if (action.name === 'head') return { kind: 'head', head: action.payload };
  return action.name === 'removed' ? { kind: 'removed', id: action.payload.conversationId } : null;
}

/** In their order, what is of one kind together. */
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
 * Makes a store. The first text in a frame is told at once, for it should not wait for the next one,
 * unless that is taken.
 * So is the first head, or the first word that one is gone; further ones wait for the frame or for what
 * comes after them, because an import brings thousands, and the list is put in order for each.
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
  /** True: it waits. */
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
