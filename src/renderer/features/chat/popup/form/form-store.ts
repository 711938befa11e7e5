import type { FilledPrompt } from '../../../../../shared/model/tool-sources/offers.ts';
import { valueOf, type ArgumentForm, type Fetched } from '../composer-source.ts';
import { emptyForm, missingIn, reduceForm, type FormAction, type FormState } from './form-state.ts';

/** Delay after a key before suggestions are requested (ms). */
const completeAfter = 150;

/** A form, its suggestions and its submission. */
export interface FormStore {
  readonly form: ArgumentForm;
  readonly getState: () => FormState;
  /** Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly type: (field: string, value: string) => void;
  /** Takes over a suggestion. */
  readonly pick: (field: string, value: string) => void;
  /** Lets the person choose files for a field. */
  readonly choose: (field: string) => void;
  /** Requests suggestions for a field that got the focus. */
  readonly enter: (field: string) => void;
  readonly move: (step: 1 | -1) => void;
  /** Hides the suggestions and requests no more. */
  readonly closeSuggestions: () => void;
  /** Submits the form; returns the first field that is missing, or null. */
  readonly submit: () => string | null;
  /** Stops everything. */
  readonly close: () => void;
}

/** Opens a form. One without fields is submitted at once. */
export function createFormStore(
  form: ArgumentForm,
  onDone: (filled: FilledPrompt) => void,
): FormStore {
  let state: FormState = { ...emptyForm, values: form.initial ?? {} };
  const listeners = new Set<() => void>();
  const closed = new AbortController();
  let completion = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const dispatch = (action: FormAction): void => {
    state = reduceForm(state, action);
    for (const listener of listeners) listener();
  };

  const stopCompletion = (): void => {
    clearTimeout(timer);
    completion.abort();
  };

  const complete = (field: string, delay: number): void => {
    stopCompletion();
    completion = new AbortController();
    const signal = AbortSignal.any([completion.signal, closed.signal]);
    timer = setTimeout(() => {
      void form.complete(field, state.values, signal).then((values) => {
        if (!signal.aborted) dispatch({ kind: 'suggested', field, values });
      });
    }, delay);
  };

  const work = async (): Promise<void> => {
    dispatch({ kind: 'working' });
    const result = await form.submit(state.values, closed.signal);
    if (closed.signal.aborted) return;
    if (result.ok) onDone(result.value);
    else dispatch({ kind: 'failed', errors: [result.error] });
  };

  /** Fills a field with what is fetched, unless something was typed meanwhile. */
  const fill = async (field: string, work: Promise<Fetched>): Promise<void> => {
    const before = valueOf(state.values, field);
    const result = await work;
    if (closed.signal.aborted || valueOf(state.values, field) !== before) return;
    if (result.ok && result.value !== '') {
      dispatch({ kind: 'typed', field, value: result.value });
    }
    const errors = result.ok ? (result.problems ?? []) : [result.error];
    if (errors.length > 0) dispatch({ kind: 'failed', errors });
  };

  const store: FormStore = {
    form,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(field, value) {
      dispatch({ kind: 'typed', field, value });
      complete(field, completeAfter);
    },
    pick(field, value) {
      stopCompletion();
      dispatch({ kind: 'typed', field, value });
    },
    choose(field) {
      const control = form.fields.find(({ name }) => name === field)?.control;
      if (control?.kind === 'files') void fill(field, control.choose());
    },
    enter: (field) => complete(field, 0),
    move: (step) => dispatch({ kind: 'moved', step }),
    closeSuggestions() {
      stopCompletion();
      if (state.suggestions !== null) dispatch({ kind: 'closed' });
    },
    submit() {
      if (state.phase.kind === 'working') return null;
      stopCompletion();
      const missing = missingIn(form, state.values);
      if (missing.length > 0) dispatch({ kind: 'refused', missing });
      else void work();
      return missing[0] ?? null;
    },
    close() {
      stopCompletion();
      closed.abort();
    },
  };
  for (const { name, control } of form.fields)
    if (control?.kind === 'fetched') void fill(name, control.fetch());
  if (form.fields.length === 0) void work();
  return store;
}
