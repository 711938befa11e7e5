import type { Choice, ComposerSource } from './composer-source.ts';
import {
  emptyPopup,
  reducePopup,
  type PopupAction,
  type PopupRow,
  type PopupState,
} from './popup-state.ts';

/** The list of suggestions with its sources, from the mark to the choice. */
export interface PopupStore {
  readonly getState: () => PopupState;
  /** Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly type: (query: string) => void;
  readonly move: (step: 1 | -1) => void;
  readonly setComposing: (isComposing: boolean) => void;
  /** Returns what follows the choice; null if its source is gone. */
  readonly choose: (row: PopupRow) => Choice | null;
  /** Asks the sources, as soon as they are known. Returns a function that stops it. */
  readonly ask: () => () => void;
}

/** Creates the list of the sources that `open` returns. */
export function createPopupStore(
  open: () => Promise<readonly ComposerSource[]>,
  query: string,
): PopupStore {
  let state: PopupState = { ...emptyPopup, query };
  let sources: readonly ComposerSource[] = [];
  const listeners = new Set<() => void>();
  /** Aborts the search for the previous query. */
  let search = new AbortController();

  const dispatch = (action: PopupAction): void => {
    const next = reducePopup(state, action);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const askOne = async (source: ComposerSource, signal: AbortSignal): Promise<void> => {
    const wanted = source.searches === true ? state.query : '';
    const result = await source.items(wanted, signal);
    if (signal.aborted) return;
    const sourceId = source.id;
    if (result.ok) dispatch({ kind: 'arrived', sourceId, items: result.value });
    else dispatch({ kind: 'failed', sourceId, error: result.error });
  };

  const searchAgain = (): void => {
    search.abort();
    search = new AbortController();
    for (const source of sources) if (source.searches === true) void askOne(source, search.signal);
  };

  const begin = async (signal: AbortSignal): Promise<void> => {
    const opened = await open();
    if (signal.aborted) return;
    sources = opened;
    dispatch({ kind: 'opened', sources });
    for (const source of sources) if (source.searches !== true) void askOne(source, signal);
    searchAgain();
  };

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(next) {
      if (next === state.query) return;
      dispatch({ kind: 'typed', query: next });
      searchAgain();
    },
    move: (step) => dispatch({ kind: 'moved', step }),
    setComposing: (isComposing) => dispatch({ kind: 'composing', isComposing }),
    choose: ({ sourceId, item }) => sources.find(({ id }) => id === sourceId)?.choose(item) ?? null,
    ask() {
      const asking = new AbortController();
      void begin(asking.signal);
      return () => {
        asking.abort();
        search.abort();
      };
    },
  };
}
