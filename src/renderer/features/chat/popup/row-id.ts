import { rowsOf, type PopupRow, type PopupState } from './popup-state.ts';

/** The id of the list, which the message box refers to. */
export const listId = 'composer-suggestions';

/** Returns the id of a row, which the message box refers to. */
export function rowId(state: PopupState, row: PopupRow): string {
  return `${listId}-${String(rowsOf(state).findIndex(({ key }) => key === row.key))}`;
}
