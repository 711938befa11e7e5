import { useEffect, useState } from 'react';
import type { SearchAnswer } from '../../../shared/library.ts';
import { mostHits } from '../../../shared/library.ts';
import { useApp, useController } from '../../use-app.ts';

type Found = Extract<SearchAnswer, { kind: 'found' }>;

/** What was found, and for which query; the answer to the one before stays until the new one is here. */
export interface SearchState {
  readonly query: string;
  readonly answer: Found | null;
  readonly problem: string | null;
}

const nothing: SearchState = { query: '', answer: null, problem: null };

/** What is not found while the index is being built is looked for again after so long; ms. */
const askAgain = 1000;

interface Answered extends SearchState {
  /** Whether the index was ready: what was found before that is looked for once more. */
  readonly isReady: boolean;
}

/** Asks main with every change of `query`; the newest wins. Empty asks for nothing. */
export function useSearch(query: string): SearchState {
  const controller = useController();
  const isReady = useApp((state) => state.library?.kind === 'ready');
  const [state, setState] = useState<Answered>({ ...nothing, isReady });
  const isEmpty = query.trim() === '';
  useEffect(() => {
    if (isEmpty) return undefined;
    let isNewest = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const result = await controller.command('library.search', { query, limit: mostHits });
      if (!isNewest) return;
      if (!result.ok) setState({ query, isReady, answer: null, problem: result.error.message });
      else if (result.value.kind === 'found') {
        setState({ query, isReady, answer: result.value, problem: null });
        // Hits that are there stay until all is read: none may move under the pointer.
        if (!isReady && result.value.total === 0) timer = setTimeout(() => void ask(), askAgain);
      }
    };
    void ask();
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [controller, query, isEmpty, isReady]);
  return isEmpty ? nothing : state;
}
