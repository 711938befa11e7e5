import { holdsWords, wordsOf } from './filter-options.ts';

/** One suggestion. */
export interface ComboboxOption {
  readonly value: string;
  /** Shown instead of the value. */
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
}

/** A line of the list. */
export interface ComboboxRow extends ComboboxOption {
  readonly label: string;
}

/** More lines than this are not drawn: nobody reads them, and some servers list thousands of models. */
const shownRows = 200;

/**
 * Returns the lines for what is typed (null: nothing yet) and how many more there are. Where no
 * option has exactly the typed value, the last line offers it.
 */
export function optionRows(
  options: readonly ComboboxOption[],
  typed: string | null,
): { readonly rows: readonly ComboboxRow[]; readonly hidden: number } {
  const query = typed?.trim() ?? '';
  const words = wordsOf(query);
  const fitting = options.filter(({ value, label, hint }) =>
    holdsWords(`${value} ${label ?? ''} ${hint ?? ''}`, words),
  );
  const rows = fitting
    .slice(0, shownRows)
    .map((option) => ({ ...option, label: option.label ?? option.value }));
  if (query !== '' && !options.some(({ value }) => value === query)) {
    rows.push({ value: query, label: `Use “${query}”` });
  }
  return { rows, hidden: Math.max(0, fitting.length - shownRows) };
}
