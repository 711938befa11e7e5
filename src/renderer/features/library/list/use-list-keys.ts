import type { KeyboardEvent } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { LibraryRow } from './arrange.ts';
import type { TypeAhead } from './keys/type-ahead.ts';
import type { Selection } from './use-selection.ts';

/** Number of rows that Page Up and Page Down move. */
const pageRows = 10;

/** What the keys of the list act on. */
export interface ListKeys {
  /** All rows except headings. */
  readonly lines: readonly Exclude<LibraryRow, { kind: 'heading' }>[];
  /** What a row is called. */
  readonly nameOf: (line: ListKeys['lines'][number]) => string;
  /** Null while letters begin a message. */
  readonly typeAhead: TypeAhead | null;
  readonly selection: Selection;
  readonly onFocus: (key: string) => void;
  readonly onRename: (id: Id) => void;
  readonly onDelete: (ids: readonly Id[]) => void;
}

/** The key of the row in which an event happened; null outside the rows. */
export function keyOf(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-row-key]')?.dataset['rowKey'] ?? null;
}

/**
 * Arrows, Page Up and Down, Home and End move; with Shift they select on the way. Space selects,
 * Ctrl+A selects all, Esc selects none. F2 renames, Delete deletes. Letters look for a title.
 */
export function handleListKey(event: KeyboardEvent, keys: ListKeys): void {
  const { lines, selection, onFocus, onRename, onDelete } = keys;
  const key = keyOf(event.target);
  const at = lines.findIndex((line) => line.key === key);
  const line = lines[at];
  if (line === undefined || event.altKey || event.target instanceof HTMLInputElement) return;
  const { typeAhead } = keys;
  if (typeAhead !== null && isLetter(event, typeAhead)) {
    const found = typeAhead.take(event.key, at, lines.map(keys.nameOf));
    if (found !== null) onFocus(lines[found]?.key ?? line.key);
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey) {
    if (event.key !== 'a') return;
    selection.all();
    event.preventDefault();
    return;
  }
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -lines.length,
    End: lines.length,
  };
  const step = steps[event.key];
  const id = line.kind === 'conversation' ? line.id : null;
  if (step !== undefined) {
    const next = lines[rowAfter(at, step, lines.length, event)] ?? line;
    if (event.shiftKey && id !== null && next.kind === 'conversation') {
      if (selection.ids.size === 0) selection.extendTo(id);
      selection.extendTo(next.id);
    }
    onFocus(next.key);
  } else if (event.key === ' ' && id !== null && isOpener(event.target)) selection.toggle(id);
  else if (event.key === 'Escape' && selection.ids.size > 0) selection.clear();
  else if (event.key === 'F2' && id !== null) onRename(id);
  else if (event.key === 'Delete' && id !== null) {
    onDelete(selection.ids.has(id) ? [...selection.ids] : [id]);
  } else return;
  event.preventDefault();
}

/** Where a step leads. A held key stops at an end; pressed there anew, an arrow goes on at the other. */
export function rowAfter(
  at: number,
  step: number,
  count: number,
  { repeat, shiftKey }: Pick<KeyboardEvent, 'repeat' | 'shiftKey'>,
): number {
  const to = at + step;
  const wraps = Math.abs(step) === 1 && !repeat && !shiftKey;
  return wraps ? (to + count) % count : Math.min(count - 1, Math.max(0, to));
}

/** True for the row itself, but not for its button More, which Space presses. */
function isOpener(target: EventTarget): boolean {
  return target instanceof Element && target.matches('[data-row-key] > button:first-child');
}

/** True for a letter of a title. A space is one in the middle of a word that is being typed. */
function isLetter(event: KeyboardEvent, typeAhead: TypeAhead): boolean {
  if (event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false;
  if (event.key === ' ') return typeAhead.isGoing() && isOpener(event.target);
  if (typeAhead.isGoing()) return /^\S$/u.test(event.key);
  // A question mark asks for the shortcuts, as everywhere.
  return /^[^\s?]$/u.test(event.key);
}
