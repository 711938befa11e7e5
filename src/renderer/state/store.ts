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

/** Makes a store. The first text in a frame is told at once, for it should not wait for the next one. */
export function createStore(scheduleFrame: ScheduleFrame): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  let frameTaken = false;
  let pending = false;

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

  return {
    getState: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      if (!isText(action)) {
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
