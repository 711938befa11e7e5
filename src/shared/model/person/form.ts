/** One choice of a field. */
export interface FieldOption {
  readonly value: string;
  readonly title: string;
}

interface FieldBase {
  readonly name: string;
  /** Not empty: the name if the server gives no title. */
  readonly title: string;
  readonly description: string;
  readonly isRequired: boolean;
}

/** A field of a form that a tool server asks the person to fill in. */
export type FormField = FieldBase &
  (
    | {
        readonly kind: 'text';
        readonly format: 'any' | 'email' | 'uri' | 'date' | 'date_time';
        /** In characters. */
        readonly minLength: number;
        readonly maxLength: number;
        readonly start: string;
      }
    | {
        readonly kind: 'number';
        readonly isInteger: boolean;
        readonly minimum: number | null;
        readonly maximum: number | null;
        readonly start: number | null;
      }
    | { readonly kind: 'boolean'; readonly start: boolean }
    | {
        readonly kind: 'choice';
        readonly options: readonly FieldOption[];
        readonly start: string | null;
      }
    | {
        readonly kind: 'choices';
        readonly options: readonly FieldOption[];
        readonly minItems: number;
        readonly maxItems: number;
        readonly start: readonly string[];
      }
  );

/** The value of a field. */
export type FieldValue = string | number | boolean | readonly string[];

/** The values of a form by field name. Optional fields that were left empty are absent. */
export type FormValues = Readonly<Record<string, FieldValue>>;

/** What is wrong with the value of a field. */
export type FieldProblem =
  | { readonly kind: 'missing' | 'wrong_type' | 'unknown_option' }
  | { readonly kind: 'too_short' | 'too_long'; readonly characters: number }
  | { readonly kind: 'bad_format'; readonly format: 'email' | 'uri' | 'date' | 'date_time' }
  | { readonly kind: 'no_number' | 'no_integer' }
  | { readonly kind: 'too_small' | 'too_large'; readonly limit: number }
  | { readonly kind: 'too_few' | 'too_many'; readonly items: number };

/** The longest text that a field takes, in characters. */
export const longestFieldText = 20_000;

function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  const host = text.slice(at + 1);
  if (at < 1 || at > 64 || host.length > 255 || /[\s@]/u.test(host)) return false;
  return !/\s/u.test(text) && host.split('.').length > 1 && host.split('.').every(Boolean);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // A date such as 30 February is read as one in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isMoment(text: string): boolean {
  const [day = '', time = '', ...rest] = text.split('T');
  const isTime = /^\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/u.test(time);
  return rest.length === 0 && isTime && isDay(day) && !Number.isNaN(Date.parse(text));
}

function hasFormat(text: string, format: 'email' | 'uri' | 'date' | 'date_time'): boolean {
  switch (format) {
    case 'email':
      return isEmail(text);
    case 'uri':
      return /^[a-z][a-z\d+.-]*:\S+$/iu.test(text);
    case 'date':
      return isDay(text);
    case 'date_time':
      return isMoment(text);
  }
}

function textProblem(field: FormField & { kind: 'text' }, value: string): FieldProblem | null {
  const { format, minLength, maxLength } = field;
  if (value.length > longestFieldText * 2) {
    return { kind: 'too_long', characters: Math.min(maxLength, longestFieldText) };
  }
  const { length } = Array.from(value);
  if (length > maxLength) return { kind: 'too_long', characters: maxLength };
  if (length < minLength) return { kind: 'too_short', characters: minLength };
  return format === 'any' || hasFormat(value, format) ? null : { kind: 'bad_format', format };
}

function numberProblem(field: FormField & { kind: 'number' }, value: number): FieldProblem | null {
  const { isInteger, minimum, maximum } = field;
  if (!Number.isFinite(value)) return { kind: 'no_number' };
  if (isInteger && !Number.isSafeInteger(value)) return { kind: 'no_integer' };
  if (minimum !== null && value < minimum) return { kind: 'too_small', limit: minimum };
  if (maximum !== null && value > maximum) return { kind: 'too_large', limit: maximum };
  return null;
}

function choicesProblem(
  { options, minItems, maxItems }: FormField & { kind: 'choices' },
  value: readonly string[],
): FieldProblem | null {
  const known = new Set(options.map((option) => option.value));
  if (!value.every((each) => known.has(each)) || new Set(value).size !== value.length)
    return { kind: 'unknown_option' };
  if (value.length < minItems) return { kind: 'too_few', items: minItems };
  if (value.length > maxItems) return { kind: 'too_many', items: maxItems };
  return null;
}

const wrongType: FieldProblem = { kind: 'wrong_type' };

/** Returns what is wrong with the value of a field; null if nothing is. */
export function problemOfValue(
  field: FormField,
  value: FieldValue | undefined,
): FieldProblem | null {
  if (value === undefined) return field.isRequired ? { kind: 'missing' } : null;
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? textProblem(field, value) : wrongType;
    case 'number':
      return typeof value === 'number' ? numberProblem(field, value) : wrongType;
    case 'boolean':
      return typeof value === 'boolean' ? null : wrongType;
    case 'choice':
      if (typeof value !== 'string') return wrongType;
      return field.options.some((option) => option.value === value)
        ? null
        : { kind: 'unknown_option' };
    case 'choices':
      return Array.isArray(value) ? choicesProblem(field, value as readonly string[]) : wrongType;
  }
}

/** Returns what is wrong with the values of a form, by field name. */
export function problemsOfForm(
  fields: readonly FormField[],
  values: FormValues,
): ReadonlyMap<string, FieldProblem> {
  const problems = new Map<string, FieldProblem>();
  for (const field of fields) {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    const problem = problemOfValue(field, value);
    if (problem !== null) problems.set(field.name, problem);
  }
  return problems;
}
