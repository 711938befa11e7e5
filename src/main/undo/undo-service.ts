import type { HandlersOf } from '../../shared/contract/handlers.ts';
import { expected } from '../../shared/expected.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { Undone, UndoView } from '../../shared/model/undo/undo.ts';
import type { Direction } from './difference.ts';
import { perform, type PerformRooms } from './perform.ts';
import {
  afterMove,
  emptyStack,
  entryOf,
  entryToUndo,
  undoableOf,
  viewOf,
  withEntry,
  withoutOne,
  type Entry,
} from './stack.ts';

/** Menus are made anew for each news, and a thousand deletions are one action (ms). */
const tellEveryMs = 50;

/** Dependencies of {@link createUndoService}. */
export interface UndoRooms extends PerformRooms {
  /** In ms since the epoch. */
  readonly now: () => number;
  /** Called when what Undo and Redo would do has changed, at once or a moment later. */
  readonly tell: (view: UndoView) => void;
}

/** Knows what the person has done in this run and can take back. */
export interface UndoService {
  /** Adds something that was just done. */
  readonly add: (entry: Omit<Entry, 'size' | 'at'>) => void;
  /** Drops what it keeps of a conversation that is gone for good. */
  readonly forget: (conversationId: Id) => void;
  /** Drops everything. */
  readonly clear: () => void;
  readonly handlers: HandlersOf<'undo'>;
}

/** Creates the service. Nothing of it is kept on disk. */
export function createUndoService(rooms: UndoRooms): UndoService {
  let stack = emptyStack;
  let last: Promise<unknown> = Promise.resolve();
  /** How often something was dropped. */
  let drops = 0;
  /** Whether something was told a moment ago, and whether there is more since. */
  let hasTold = false;
  let hasMore = false;

  const tell = (): void => {
    if (hasTold) {
      hasMore = true;
      return;
    }
    hasTold = true;
    rooms.tell(viewOf(stack));
    setTimeout(() => {
      hasTold = false;
      if (!hasMore) return;
      hasMore = false;
      tell();
    }, tellEveryMs).unref();
  };
  const set = (next: typeof stack): void => {
    stack = next;
    tell();
  };

  const move = async (find: () => Entry | null, to: Direction): Promise<Undone> => {
    const entry = find();
    if (entry === null) throw expected('nothing_to_undo', {});
    const before = drops;
    const { done, stale, failed, reason } = await perform(rooms, entry.changes, to);
    // Entries that were dropped meanwhile do not come back with this one.
    const kept = drops === before ? { done, failed } : { done: [], failed: [] };
    set(afterMove(stack, entry, to, { ...kept, at: rooms.now() }));
    if (reason !== null) throw reason;
    if (done.length === 0) throw expected('changed_since', {});
    const what = undoableOf({ ...entry, changes: done });
    return { what, left: stale.length };
  };
  /** One after the other, in the order in which they were asked for. */
  const inTurn = (find: () => Entry | null, to: Direction): Promise<Undone> => {
    const moved = last.then(() => move(find, to));
    last = moved.catch(() => undefined);
    return moved;
  };

  return {
    forget(conversationId) {
      drops += 1;
      const next = withoutOne(stack, conversationId);
      if (next !== stack) set(next);
    },
    clear() {
      drops += 1;
      if (stack.undo.length + stack.redo.length > 0) set(emptyStack);
    },
    add: (entry) => set(withEntry(stack, entryOf({ ...entry, at: rooms.now() }))),
    handlers: {
      'undo.state': () => viewOf(stack),
      'undo.undo': ({ key }) => inTurn(() => entryToUndo(stack, key), 'undo'),
      'undo.redo': () => inTurn(() => stack.redo.at(-1) ?? null, 'redo'),
    },
  };
}
