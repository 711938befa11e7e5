import { extraFault, sameExtra, type ExtraFault } from '../../../../shared/model/extra-rules.ts';
import type { Extra, ExtraInput } from '../../../../shared/model/extras.ts';

/** A header or query field as it stands in the form. */
export interface ExtraRow {
  /** Tells the rows apart; never shown. */
  readonly id: number;
  readonly place: Extra['place'];
  readonly name: string;
  /** As typed; '' for a secret that is kept and not replaced. */
  readonly value: string;
  readonly isSecret: boolean;
  /** What main keeps a secret value for; null where there is none. The value itself is never here. */
  readonly kept: Pick<Extra, 'place' | 'name'> | null;
}

/** The rows of a form. */
export interface ExtraRows {
  readonly rows: readonly ExtraRow[];
  /** The id of the next row. */
  readonly nextId: number;
  /** Something was changed: only then are the rows saved. */
  readonly isChanged: boolean;
}

/** What a person does to the rows. */
export type ExtraRowsAction =
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly id: number }
  | {
      readonly kind: 'change';
      readonly id: number;
      readonly to: Partial<Pick<ExtraRow, 'place' | 'name' | 'value' | 'isSecret'>>;
    };

/** The rows for what a provider has. */
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

/** The rows after something was done to them. */
export function changeRows(state: ExtraRows, action: ExtraRowsAction): ExtraRows {
  const { rows, nextId } = state;
  switch (action.kind) {
    case 'add': {
      // A value that nobody has called open is taken for a secret.
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

/** True while the value that main keeps for this row is the one that goes on being sent. */
export function keepsValue({ kept, isSecret, value, place, name }: ExtraRow): boolean {
  return kept !== null && isSecret && value === '' && sameExtra(kept, { place, name: name.trim() });
}

/** A row that was added and never filled in. */
function isBlank({ name, value, kept }: ExtraRow): boolean {
  return kept === null && name.trim() === '' && value.trim() === '';
}

function inputOf(row: ExtraRow): ExtraInput {
  const { place, name, isSecret, value } = row;
  return { place, name: name.trim(), isSecret, value: keepsValue(row) ? null : value };
}

/** What is saved; undefined when nothing was changed, so that everything stays as it is. */
export function extrasToSave({ rows, isChanged }: ExtraRows): readonly ExtraInput[] | undefined {
  return isChanged ? rows.filter((row) => !isBlank(row)).map(inputOf) : undefined;
}

/** Why a row that has a secret cannot go without its value being typed again; null if it can. */
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

/** What is wrong with the rows, by their id. */
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
