import { t } from '../../../shared/language/translate.ts';
import { holdsWords, wordsOf } from '../filter-options.ts';

/** One suggestion. */
export interface ComboboxOption {
  readonly value: string;
  /** Shown instead of the value. */
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
  /** A second line. */
  readonly detail?: string | undefined;
  /** The heading of the rows that it belongs to. */
  readonly group?: string | undefined;
}

/** A row of the list. */
export interface ComboboxRow extends ComboboxOption {
  readonly label: string;
}

/** The suggestions for a text. */
export interface ComboboxRows {
  readonly rows: readonly ComboboxRow[];
  /** The number of hidden ones. */
  readonly hidden: number;
  /** The text is no name of a value, so Enter takes the first row. */
  readonly isFilter?: boolean | undefined;
  readonly note?: string | undefined;
}

/** Limit of rows. Nobody reads more, and some servers list thousands of models. */
export const shownRows = 200;

/**
 * Returns the rows for the typed text (null: nothing yet) and the number of hidden ones. If no
 * option equals the text, the last row offers it.
 */
export function optionRows(options: readonly ComboboxOption[], typed: string | null): ComboboxRows {
  const query = typed?.trim() ?? '';
  const words = wordsOf(query);
  const fitting = options.filter(({ value, label, hint }) =>
    holdsWords(`${value} ${label ?? ''} ${hint ?? ''}`, words),
  );
  const rows = fitting
    .slice(0, shownRows)
    .map((option) => ({ ...option, label: option.label ?? option.value }));
  if (query !== '' && !options.some(({ value }) => value === query)) {
    rows.push({ value: query, label: t('list.use', { text: query }) });
  }
  return { rows, hidden: Math.max(0, fitting.length - shownRows) };
}

/** The value that a text names in full; the text itself if there are no options. */
export function valueNamed(
  options: readonly ComboboxOption[],
  typed: string | null,
): string | undefined {
  if (typed === null) return undefined;
  if (options.length === 0) return typed;
  const name = typed.trim().toLowerCase();
  // Two options may have the same label; one whose value this is comes first, as for Enter.
  const option =
    options.find(({ value }) => value.toLowerCase() === name) ??
    options.find(({ label }) => label?.toLowerCase() === name);
  return option?.value;
}
