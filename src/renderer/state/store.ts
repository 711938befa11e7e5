import type { ConversationHead } from '../../shared/conversation.ts';
import type { Action } from './action.ts';
import { initialState, type AppState } from './app-state.ts';
import { reduce } from './reduce.ts';

/** Calls back before the next paint, or soon when the window is hidden and paints nothing. */
export type ScheduleFrame = (callback: () => void) => void;

/** Holds the state and tells its subscribers at most once a frame about text, at once about the rest. */
export interface Store {
  readonly getState: () => AppState;
  readonly dispatch: (action: Action) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

function isText(action: Action): boolean {
  return action.kind === 'event' && (action.name === 'text' || action.name === 'reasoning');
}

function headOf(action: Action): ConversationHead | null {
  return action.kind === 'event' && action.name === 'head' ? action.payload : null;
}

/**
 * Makes a store. The first text in a frame is told at once, for it should not wait for the next one.
 * So is the first head; further ones wait for the frame or for what comes after them, because an
 * import brings thousands, and the list is put in order for each.
 */
export function createStore(scheduleFrame: ScheduleFrame): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  let frameTaken = false;
  let pending = false;
  let headFrameTaken = false;
  let waitingHeads: ConversationHead[] = [];

  const notify = (): void => {
    pending = false;
    for (const listener of listeners) listener();
  };
  const startFrame = (): void => {
    frameTaken = true;
    scheduleFrame(() => {
      frameTaken = false;
      if (!pending) return;
      startFrame();
      notify();
    });
  };

  const takeHeads = (): void => {
    const heads = waitingHeads;
    waitingHeads = [];
    if (heads.length > 0) state = reduce(state, { kind: 'heads', heads });
  };
  /** True: it waits. */
  const waits = (head: ConversationHead): boolean => {
    if (headFrameTaken) {
      waitingHeads.push(head);
      return true;
    }
    headFrameTaken = true;
    scheduleFrame(() => {
      headFrameTaken = false;
      if (waitingHeads.length === 0) return;
      takeHeads();
      notify();
    });
    return false;
  };

  return {
    getState: () => state,
    dispatch(action) {
      const head = headOf(action);
      if (head !== null && waits(head)) return;
      const hadHeads = waitingHeads.length > 0;
      takeHeads();
      const next = reduce(state, action);
      if (next === state && !hadHeads) return;
      state = next;
      if (hadHeads || !isText(action)) {
        notify();
      } else if (frameTaken) {
        pending = true;
      } else {
        startFrame();
        notify();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
