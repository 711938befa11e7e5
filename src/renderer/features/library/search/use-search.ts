import { useCallback, useEffect, useRef, useState } from 'react';
import type { SearchAnswer } from '../../../../shared/model/library.ts';
import { mostHits } from '../../../../shared/model/library.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';

type Found = Extract<SearchAnswer, { kind: 'found' }>;

/** What was found, and for which query; the answer to the one before stays until the new one is here. */
export interface SearchState {
  readonly query: string;
  readonly answer: Found | null;
  readonly problem: string | null;
}

/** A search as the sidebar has it. */
export interface Search extends SearchState {
  /** The answer to what is typed now, as soon as it is there; null if more was typed meanwhile. */
  readonly newest: () => Promise<SearchState | null>;
}

const nothing: SearchState = { query: '', answer: null, problem: null };

/** More than the sidebar shows at once: what is typed is answered with these first, in a fraction of the time. */
const firstHits = 30;
/** The others follow when nobody has typed on for so long; ms. */
const othersAfter = 150;
/** What is not found while the index is being built is looked for again after so long; ms. */
const askAgain = 1000;

interface Answered extends SearchState {
  /** Whether the index was ready: what was found before that is looked for once more. */
  readonly isReady: boolean;
}

/** Asks main with every change of `query`; the newest wins. Empty asks for nothing. */
export function useSearch(query: string): Search {
  const controller = useController();
  const isReady = useApp((state) => state.library?.kind === 'ready');
  const [state, setState] = useState<Answered>({ ...nothing, isReady });
  const isEmpty = query.trim() === '';
  const asked = useRef<Promise<SearchState | null>>(Promise.resolve(null));
  const newest = useCallback(() => asked.current, []);
  useEffect(() => {
    if (isEmpty) return undefined;
    let isNewest = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (limit: number): Promise<SearchState | null> => {
      const result = await controller.command('library.search', { query, limit });
      if (!isNewest || (result.ok && result.value.kind !== 'found')) return null;
      const answer = result.ok && result.value.kind === 'found' ? result.value : null;
      const next = { query, answer, problem: result.ok ? null : sentenceOf(result.error) };
      setState({ ...next, isReady });
      if (answer !== null && limit < mostHits && answer.total > limit) {
        timer = setTimeout(() => void ask(mostHits), othersAfter);
      }
      // Hits that are there stay until all is read: none may move under the pointer.
      if (!isReady && answer?.total === 0) timer = setTimeout(() => void ask(limit), askAgain);
      return next;
    };
    asked.current = ask(firstHits);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [controller, query, isEmpty, isReady]);
  const { query: of, answer, problem } = isEmpty ? nothing : state;
  return { query: of, answer, problem, newest };
}
