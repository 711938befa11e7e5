import { useRef, useState } from 'react';
import type { Result } from '../../../shared/model/errors.ts';
import { useProblem } from '../../common/use-problem.ts';

/** The state of a form that saves what was typed as a whole. */
export interface SavedFormState<T> {
  readonly typed: T;
  readonly change: (part: Partial<T>) => void;
  /** Whether anything was typed. */
  readonly isChanged: boolean;
  /** Problems show from the first attempt to save. */
  readonly hasTried: boolean;
  readonly setTried: (hasTried: true) => void;
  /** Why saving failed; null if it has not. */
  readonly failure: string | null;
  /** Saves once at a time, so that a second press does not make a second entry. */
  readonly save: (work: () => Promise<Result<unknown>>) => Promise<void>;
}

/** Keeps what is typed into a form; `onDone` is called once it is saved. */
export function useSavedForm<T>(initial: () => T, onDone: () => void): SavedFormState<T> {
  const [typed, setTyped] = useState(initial);
  const [isChanged, setChanged] = useState(false);
  const [hasTried, setTried] = useState(false);
  const [failure, setFailure] = useProblem();
  const isSaving = useRef(false);
  return {
    typed,
    change(part) {
      setChanged(true);
      setTyped((before) => ({ ...before, ...part }));
    },
    isChanged,
    hasTried,
    setTried,
    failure,
    async save(work) {
      if (isSaving.current) return;
      isSaving.current = true;
      const result = await work();
      isSaving.current = false;
      if (result.ok) onDone();
      else setFailure(result.error);
    },
  };
}
