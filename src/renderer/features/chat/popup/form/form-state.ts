import type { Coded } from '../../../../../shared/model/errors.ts';
import { valueOf, type ArgumentForm, type FormValues } from '../composer-source.ts';

/** What the form is doing. */
type FormPhase =
  | { readonly kind: 'filling' }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly errors: readonly Coded[] };

/** Suggestions for a field. */
interface Suggestions {
  readonly field: string;
  readonly values: readonly string[];
  /** The highlighted one; -1 for none. */
  readonly active: number;
}

/** The form of a choice. */
export interface FormState {
  readonly values: FormValues;
  /** Required fields that were empty when the form was submitted. */
  readonly missing: readonly string[];
  readonly phase: FormPhase;
  readonly suggestions: Suggestions | null;
}

/** Everything that changes the form. */
export type FormAction =
  | { readonly kind: 'typed'; readonly field: string; readonly value: string }
  | { readonly kind: 'suggested'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'moved'; readonly step: 1 | -1 }
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly missing: readonly string[] }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly errors: readonly Coded[] };

/** The form before anything is typed. */
export const emptyForm: FormState = {
  values: {},
  missing: [],
  phase: { kind: 'filling' },
  suggestions: null,
};

/** Limit of suggestions that are shown. */
const maxSuggestions = 50;

/** Returns the required fields without a value. */
export function missingIn({ fields }: Pick<ArgumentForm, 'fields'>, values: FormValues) {
  return fields
    .filter(({ name, isRequired }) => isRequired && valueOf(values, name).trim() === '')
    .map(({ name }) => name);
}

/** Returns the highlighted suggestion for a field; null for none. */
export function activeSuggestion({ suggestions }: FormState, field: string): string | null {
  if (suggestions?.field !== field) return null;
  return suggestions.values[suggestions.active] ?? null;
}

function moved(suggestions: Suggestions, step: 1 | -1): Suggestions {
  const { length } = suggestions.values;
  const from = suggestions.active === -1 && step === -1 ? 0 : suggestions.active;
  return { ...suggestions, active: (from + step + length) % length };
}

/** Applies an action. */
export function reduceForm(state: FormState, action: FormAction): FormState {
  switch (action.kind) {
    case 'typed':
      return {
        ...state,
        values: { ...state.values, [action.field]: action.value },
        missing: state.missing.filter((name) => name !== action.field),
        phase: state.phase.kind === 'failed' ? { kind: 'filling' } : state.phase,
        suggestions: null,
      };
    case 'suggested': {
      const { field } = action;
      // Neither nothing nor the value itself is a suggestion.
      const values = [...new Set(action.values)]
        .filter((value) => value !== '' && value !== valueOf(state.values, field))
        .slice(0, maxSuggestions);
      return {
        ...state,
        suggestions: values.length === 0 ? null : { field, values, active: -1 },
      };
    }
    case 'moved':
      return state.suggestions === null
        ? state
        : { ...state, suggestions: moved(state.suggestions, action.step) };
    case 'closed':
      return { ...state, suggestions: null };
    case 'refused':
      return { ...state, missing: action.missing, suggestions: null };
    case 'working':
      return { ...state, phase: { kind: 'working' }, missing: [], suggestions: null };
    case 'failed':
      return { ...state, phase: { kind: 'failed', errors: action.errors } };
  }
}
