import type { FieldValue, FormField, FormValues } from '../../../../shared/model/person/form.ts';

/** What is typed or chosen in a field. Numbers and times are as typed. */
export type DraftValue = string | boolean | readonly string[];

/** A form that is being filled in, by field name. */
export type FormDraft = ReadonlyMap<string, DraftValue>;

/** Returns a moment as the box for local times shows it. */
function localTime(moment: string): string {
  const time = new Date(moment);
  if (Number.isNaN(time.getTime())) return '';
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function startOf(field: FormField): DraftValue {
  switch (field.kind) {
    case 'text':
      return field.format === 'date_time' ? localTime(field.start) : field.start;
    case 'number':
      return field.start === null ? '' : String(field.start);
    case 'choice':
      return field.start ?? '';
    case 'boolean':
    case 'choices':
      return field.start;
  }
}

/** Returns the form as it is first shown. */
export function draftOf(fields: readonly FormField[]): FormDraft {
  return new Map(fields.map((field) => [field.name, startOf(field)]));
}

/** As many requests as may wait in all. */
const maxKept = 12;
const kept = new Map<string, FormDraft>();

/**
 * Keeps what was typed in the form of a request, so that it is still there when the person comes back
 * from another conversation. Only this window's memory holds it.
 */
export function keepDraft(requestId: string, draft: FormDraft): void {
  kept.delete(requestId);
  kept.set(requestId, draft);
  for (const oldest of [...kept.keys()].slice(0, -maxKept)) kept.delete(oldest);
}

/** Returns what was typed in the form of a request; null if nothing was. */
export function keptDraft(requestId: string): FormDraft | null {
  return kept.get(requestId) ?? null;
}

/** Returns a typed local time as a moment; unchanged if it is none. */
function momentOf(typed: string): string {
  const time = new Date(typed);
  return Number.isNaN(time.getTime()) ? typed : time.toISOString();
}

function valueOf(field: FormField, typed: DraftValue): FieldValue | undefined {
  if (typeof typed !== 'string') {
    return field.kind === 'choices' && Array.isArray(typed) && typed.length === 0
      ? emptyChoices(field)
      : typed;
  }
  if (field.kind === 'choice') {
    // An option may have an empty value. Then it cannot be told from none.
    const isOption = field.options.some(({ value }) => value === typed);
    return isOption ? typed : undefined;
  }
  if (typed.trim() === '') return undefined;
  if (field.kind === 'number') return Number(typed);
  return field.kind === 'text' && field.format === 'date_time' ? momentOf(typed) : typed;
}

/** An optional field without a choice is left out, even if some choices would be too few. */
function emptyChoices({ isRequired }: FormField): readonly string[] | undefined {
  return isRequired ? [] : undefined;
}

/** Returns the values of a form. Optional fields that are empty are left out. */
export function valuesOf(fields: readonly FormField[], draft: FormDraft): FormValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, draft.get(field.name) ?? '');
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}
