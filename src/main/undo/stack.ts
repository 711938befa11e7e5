import type { Id } from '../../shared/model/conversation.ts';
import type { Undoable, UndoKind, UndoView } from '../../shared/model/undo/undo.ts';
import { sizeOf, targetOf, titleOf, withoutConversation, type Change } from './change.ts';

/** The most changes that can be taken back. */
export const maxEntries = 100;
/** The most memory that they may keep, but for the last one (UTF-16 code units). */
export const maxSize = 50_000_000;

/** Something that the person did, as it can be taken back. */
export interface Entry {
  readonly kind: UndoKind;
  /** The name by which a notice knows it; null for none. */
  readonly key: string | null;
  /** Entries with the same value are one if they follow each other; null for none. */
  readonly together: string | null;
  readonly name: string | null;
  /** When, in ms since the epoch. */
  readonly at: number;
  readonly changes: readonly Change[];
  readonly size: number;
}

/** The entries that can be taken back and made again, the next at the end. */
export interface Stack {
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
}

export const emptyStack: Stack = { undo: [], redo: [] };

/** Makes an entry, which knows how much memory it takes. */
export function entryOf(entry: Omit<Entry, 'size'>): Entry {
  return { ...entry, size: sizeOf(entry.changes) };
}

function bounded(entries: readonly Entry[]): readonly Entry[] {
  let size = 0;
  const kept = entries.slice(-maxEntries);
  const first = kept.findLastIndex((entry, index) => {
    size += entry.size;
    return size > maxSize && index < kept.length - 1;
  });
  return kept.slice(first + 1);
}

/** Adds something that the person has done. Nothing can be made again after that. */
export function withEntry({ undo }: Stack, entry: Entry): Stack {
  const last = undo.at(-1);
  if (last === undefined || entry.together === null || last.together !== entry.together) {
    return { undo: bounded([...undo, entry]), redo: [] };
  }
  const joined: Entry = {
    ...entry,
    name: null,
    changes: [...last.changes, ...entry.changes],
    size: last.size + entry.size,
  };
  return { undo: bounded([...undo.slice(0, -1), joined]), redo: [] };
}

/** The entry that is next, or the last of this name; null if there is none. */
export function entryToUndo({ undo }: Stack, key: string | null): Entry | null {
  return (key === null ? undo.at(-1) : undo.findLast((entry) => entry.key === key)) ?? null;
}

/** Puts the parts of an entry where they belong: what was done is there for the way back. */
export function afterMove(
  stack: Stack,
  entry: Entry,
  to: 'undo' | 'redo',
  {
    done,
    failed,
    at,
  }: { readonly done: readonly Change[]; readonly failed: readonly Change[]; readonly at: number },
): Stack {
  const part = (changes: readonly Change[]): readonly Entry[] =>
    changes.length === 0
      ? []
      : [
          changes.length === entry.changes.length
            ? { ...entry, at }
            : entryOf({ ...entry, changes, at }),
        ];
  const left = (entries: readonly Entry[]) =>
    entries.flatMap((each) => (each === entry ? part(failed) : [each]));
  return to === 'undo'
    ? { undo: left(stack.undo), redo: bounded([...stack.redo, ...part(done)]) }
    : { undo: bounded([...stack.undo, ...part(done)]), redo: left(stack.redo) };
}

/** The stack without what it keeps of a conversation. The same stack if that is nothing. */
export function withoutOne(stack: Stack, conversationId: Id): Stack {
  const of = (entries: readonly Entry[]): readonly Entry[] => {
    const left = entries.flatMap((entry): readonly Entry[] => {
      const changes = entry.changes.flatMap(
        (each) => withoutConversation(each, conversationId) ?? [],
      );
      const isSame = changes.every((each, index) => each === entry.changes[index]);
      if (isSame && changes.length === entry.changes.length) return [entry];
      return changes.length === 0 ? [] : [entryOf({ ...entry, changes })];
    });
    return left.length === entries.length && left.every((each, at) => each === entries[at])
      ? entries
      : left;
  };
  const [undo, redo] = [of(stack.undo), of(stack.redo)];
  return undo === stack.undo && redo === stack.redo ? stack : { undo, redo };
}

/** An entry as windows know it. */
export function undoableOf({ kind, name, at, changes }: Omit<Entry, 'size'>): Undoable {
  const ofConversations = changes.filter((change) => change.kind !== 'place');
  const ids = new Set(ofConversations.map(targetOf));
  const [first] = ofConversations;
  const only = ids.size === 1 && first !== undefined ? first : null;
  return {
    kind,
    // Of many conversations, one may be left.
    name: name ?? (only === null ? null : titleOf(only)),
    conversationId: only === null ? null : targetOf(only),
    count: kind.startsWith('conversations_') ? ids.size : 1,
    at,
  };
}

/** The stack as windows know it. */
export function viewOf({ undo, redo }: Stack): UndoView {
  const [back, again] = [undo.at(-1), redo.at(-1)];
  return {
    undo: back === undefined ? null : undoableOf(back),
    redo: again === undefined ? null : undoableOf(again),
  };
}
