import { useCallback, useEffect, useRef, useState } from 'react';
import type { SearchAnswer } from '../../../../shared/model/library.ts';
import { maxHits } from '../../../../shared/model/library.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import { useApp, useController } from '../../../client/use-app.ts';

type Found = Extract<SearchAnswer, { kind: 'found' }>;

/** An answer and its query. The previous answer stays until the new one arrives. */
export interface SearchState {
  readonly query: string;
  readonly answer: Found | null;
  readonly problem: Coded | null;
}

/** The state of a search in the sidebar. */
export interface Search extends SearchState {
  /** The answer to the current query once it arrives; null if the query changed meanwhile. */
  readonly newest: () => Promise<SearchState | null>;
}

const nothing: SearchState = { query: '', answer: null, problem: null };

/**
 * Number of hits requested first. More than the sidebar shows at once, in a fraction of the time.
 */
const firstHits = 30;
/** The remaining hits are requested after a pause in typing (ms). */
const othersAfter = 150;
/** Interval of retries for an empty result while the index is being built (ms). */
const askAgain = 1000;

interface Answered extends SearchState {
  /** Whether the index was ready. Earlier answers are requested once more. */
  readonly isReady: boolean;
}

/** Sends every change of `query` to main; the newest wins. An empty query sends nothing. */
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
      const next = { query, answer, problem: result.ok ? null : result.error };
      setState({ ...next, isReady });
      if (answer !== null && limit < maxHits && answer.total > limit) {
        timer = setTimeout(() => void ask(maxHits), othersAfter);
      }
      // Existing hits stay until the index is complete, so that none moves under the pointer.
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
