import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import type { SearchHit } from '../../../../shared/model/library.ts';
import { focusComposer } from '../../../common/focus.ts';
import { useController } from '../../../client/use-app.ts';
import { titleHits } from '../list/filter-titles.ts';
import { useSearch, type Search, type SearchState } from './use-search.ts';

/** The hits of the index, or matching titles if the index is unavailable. */
function useHits(typed: string) {
  const { store } = useController();
  const search = useSearch(typed);
  const { answer, query } = search;
  const hitsOf = useCallback(
    ({ answer, query }: Pick<SearchState, 'answer' | 'query'>): readonly SearchHit[] => {
      if (answer?.state.kind !== 'unavailable') return answer?.hits ?? [];
      const { order, heads } = store.getState();
      return titleHits(order, heads, query);
    },
    [store],
  );
  const hits = useMemo(() => hitsOf({ answer, query }), [answer, query, hitsOf]);
  return { search, hits, hitsOf };
}

/** The text in the search box, the hits, and the highlighted hit. */
export interface SearchBoxState {
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly isSearching: boolean;
  readonly search: Search;
  readonly hits: readonly SearchHit[];
  /** The index of the highlighted hit; -1 for none. */
  readonly active: number;
  readonly helpOpen: boolean;
  readonly setHelpOpen: (open: boolean) => void;
  readonly onSearchKey: (event: KeyboardEvent) => void;
}

/** The search box and its keys. `openHit` is called with the hit the person chooses. */
export function useSearchBox(openHit: (hit: SearchHit) => void): SearchBoxState {
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const [helpOpen, setHelpOpen] = useState(false);
  const { search, hits, hitsOf } = useHits(typed);
  const isSearching = typed.trim() !== '';
  const active = Math.min(marked, hits.length - 1);

  const type = (text: string): void => {
    setTyped(text);
    setMarked(0);
    setHelpOpen(false);
  };
  /**
   * Enter applies to the whole text as typed, so wait for its answer rather than use one for its
   * first letters.
   */
  const openMarked = async (): Promise<void> => {
    const found = search.query === typed ? search : await search.newest();
    const meant = found === null ? undefined : hitsOf(found);
    const chosen = meant?.[Math.min(marked, meant.length - 1)];
    if (chosen !== undefined) openHit(chosen);
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && helpOpen) setHelpOpen(false);
    else if (event.key === 'Escape' && typed !== '') type('');
    // Leave the box first; the next press stops a stream. A drawer closes itself.
    else if (event.key === 'Escape' && event.currentTarget.closest('[data-drawer]') === null)
      focusComposer();
    else if (event.key === 'Enter' && isSearching) void openMarked();
    else if (event.key === 'ArrowDown' && hits.length > 0) setMarked((marked + 1) % hits.length);
    else if (event.key === 'ArrowUp' && hits.length > 0)
      setMarked((marked - 1 + hits.length) % hits.length);
    else return;
    event.preventDefault();
  };

  return { typed, type, isSearching, search, hits, active, helpOpen, setHelpOpen, onSearchKey };
}
