import { useCallback, useState } from 'react';
import type { Coded } from '../../shared/model/errors.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';

/**
 * Keeps why something failed, and says it in the language in use. Passing null forgets it. The
 * error is kept rather than its sentence, because the language may change.
 */
export function useProblem(): readonly [
  problem: string | null,
  setProblem: (error: Coded | null) => void,
] {
  const [error, setError] = useState<Coded | null>(null);
  return [error === null ? null : sentenceOf(error), setError];
}

/** Makes a sentence in the language in use. */
export type Say = () => string;

/** Keeps what is to be said, as {@link useProblem} does, where it is more than an error. */
export function useSaid(): readonly [said: string | null, say: (words: Say | null) => void] {
  const [kept, keep] = useState<{ readonly words: Say } | null>(null);
  // A function of its own, because React calls a function that it is given as a state.
  const say = useCallback((words: Say | null) => keep(words === null ? null : { words }), []);
  return [kept === null ? null : kept.words(), say];
}
