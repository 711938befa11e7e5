import { extraFault, sameExtra, type ExtraFault } from '../../../../shared/model/extra-rules.ts';
import type { Extra, ExtraInput } from '../../../../shared/model/extras.ts';

/** A header or query field in the form. */
export interface ExtraRow {
  /** Identifies the row; never shown. */
  readonly id: number;
  readonly place: Extra['place'];
  readonly name: string;
  /** As typed; empty for a stored secret that is not being replaced. */
  readonly value: string;
  readonly isSecret: boolean;
  /**
   * The name under which main stores the secret value; null if there is none. The value itself is
   * never here.
   */
  readonly kept: Pick<Extra, 'place' | 'name'> | null;
}

/** The rows of a form. */
export interface ExtraRows {
  readonly rows: readonly ExtraRow[];
  /** The id for the next row. */
  readonly nextId: number;
  /** True after a change. Unchanged rows are not saved. */
  readonly isChanged: boolean;
}

/** An edit of the rows. */
export type ExtraRowsAction =
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly id: number }
  | {
      readonly kind: 'change';
      readonly id: number;
      readonly to: Partial<Pick<ExtraRow, 'place' | 'name' | 'value' | 'isSecret'>>;
    };

/** The rows for a provider's extras. */
export function rowsOf(extras: readonly Extra[]): ExtraRows {
  return {
    rows: extras.map(({ place, name, value }, id) => ({
      id,
      place,
      name,
      value: value ?? '',
      isSecret: value === null,
      kept: value === null ? { place, name } : null,
    })),
    nextId: extras.length,
    isChanged: false,
  };
}

/** Applies an edit to the rows. */
export function changeRows(state: ExtraRows, action: ExtraRowsAction): ExtraRows {
  const { rows, nextId } = state;
  switch (action.kind) {
    case 'add': {
      // A new value is secret unless the person says otherwise.
      const row = { place: 'header', name: '', value: '', isSecret: true, kept: null } as const;
      return { rows: [...rows, { ...row, id: nextId }], nextId: nextId + 1, isChanged: true };
    }
    case 'remove':
      return { nextId, rows: rows.filter(({ id }) => id !== action.id), isChanged: true };
    case 'change':
      return {
        nextId,
        rows: rows.map((row) => (row.id === action.id ? { ...row, ...action.to } : row)),
        isChanged: true,
      };
  }
}

/** True while the value stored by main remains in use for this row. */
export function keepsValue({ kept, isSecret, value, place, name }: ExtraRow): boolean {
  return kept !== null && isSecret && value === '' && sameExtra(kept, { place, name: name.trim() });
}

/** True for a row that was added but never filled in. */
function isBlank({ name, value, kept }: ExtraRow): boolean {
  return kept === null && name.trim() === '' && value.trim() === '';
}

function inputOf(row: ExtraRow): ExtraInput {
  const { place, name, isSecret, value } = row;
  return { place, name: name.trim(), isSecret, value: keepsValue(row) ? null : value };
}

/** The extras to save; undefined if nothing changed. */
export function extrasToSave({ rows, isChanged }: ExtraRows): readonly ExtraInput[] | undefined {
  return isChanged ? rows.filter((row) => !isBlank(row)).map(inputOf) : undefined;
}

/** Why a row with a secret needs its value typed again; null if it does not. */
function lostValue(row: ExtraRow): ExtraFault | null {
  const { kept, value, isSecret, name } = row;
  if (kept === null || value !== '' || keepsValue(row)) return null;
  return {
    box: 'value',
    problem: isSecret
      ? { code: 'extra_value_kept_for', params: { name: name.trim(), kept: kept.name } }
      : { code: 'extra_value_never_shown', params: {} },
  };
}

/** The problems of the rows, by row id. */
export function faultsOf({ rows }: ExtraRows): ReadonlyMap<number, ExtraFault> {
  const filled = rows.filter((row) => !isBlank(row));
  const inputs = filled.map(inputOf);
  const faults = new Map<number, ExtraFault>();
  for (const [at, row] of filled.entries()) {
    const fault = extraFault(inputs, at);
    const found = fault?.box === 'name' ? fault : (lostValue(row) ?? fault);
    if (found !== null) faults.set(row.id, found);
  }
  return faults;
}
