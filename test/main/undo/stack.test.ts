import { expect, it } from 'vitest';
import type { Change } from '../../../src/main/undo/change.ts';
import type { Difference } from '../../../src/main/undo/difference.ts';
import { draftField } from '../../../src/main/undo/draft-fields.ts';
import {
  afterMove,
  emptyStack,
  entryOf,
  entryToUndo,
  maxEntries,
  maxSize,
  viewOf,
  withEntry,
  withoutOne,
  type Entry,
  type Stack,
} from '../../../src/main/undo/stack.ts';

const deleted = (conversationId: string, title = conversationId): Change => ({
  kind: 'deleted',
  conversationId,
  title,
});

function entry(name: string, more: Partial<Omit<Entry, 'size'>> = {}): Entry {
  return entryOf({
    kind: 'conversations_deleted',
    key: `deleted ${name}`,
    together: null,
    name,
    at: 1,
    changes: [deleted(name)],
    ...more,
  });
}

const of = (...entries: readonly Entry[]): Stack => entries.reduce(withEntry, emptyStack);
const names = (entries: readonly Entry[]) => entries.map(({ name }) => name);

it('holds the last changes, and no more than may be', () => {
  const many = Array.from({ length: maxEntries + 5 }, (_, index) => entry(String(index)));
  expect(names(of(...many).undo)).toEqual(names(many.slice(5)));
  const large = (name: string) =>
    entry(name, { changes: [deleted(name, 'x'.repeat(maxSize * 0.4))] });
  expect(names(of(entry('0'), large('1'), large('2'), large('3')).undo)).toEqual(['2', '3']);
  const huge = entry('huge', { changes: [deleted('h', 'x'.repeat(maxSize + 1))] });
  // The last one can always be taken back.
  expect(names(of(entry('0'), huge).undo)).toEqual(['huge']);
  expect(names(of(huge, entry('0')).undo)).toEqual(['0']);
});

it('joins what one action does, if nothing else came between', () => {
  const a = entry('a', { together: 't' });
  const b = entry('b', { together: 't' });
  const joined = of(a, b);
  expect(viewOf(joined).undo).toMatchObject({ name: null, count: 2, conversationId: null });
  expect(of(a, entry('other'), b).undo).toHaveLength(3);
  expect(of(entry('one'), entry('two')).undo).toHaveLength(2);
});

it('finds the last change, or the last one of a name', () => {
  const stack = of(entry('a'), entry('b', { key: 'deleted a' }), entry('c'));
  expect(entryToUndo(stack, null)?.name).toBe('c');
  expect(entryToUndo(stack, 'deleted a')?.name).toBe('b');
  expect(entryToUndo(stack, 'deleted x')).toBeNull();
  expect(entryToUndo(emptyStack, null)).toBeNull();
});

it('moves what was done to the other side, and keeps what can be tried again', () => {
  const [one, two, three] = [deleted('1'), deleted('2'), deleted('3')];
  const whole = entry('many', { changes: [one, two, three] });
  const stack = of(entry('a'), whole);
  const part = afterMove(stack, whole, 'undo', { done: [one], failed: [two], at: 7 });
  expect(part.undo.at(-1)?.changes).toEqual([two]);
  expect(part.redo.map(({ changes, at }) => ({ changes, at }))).toEqual([
    { changes: [one], at: 7 },
  ]);
  const none = afterMove(stack, whole, 'undo', { done: [], failed: [], at: 7 });
  expect(names(none.undo)).toEqual(['a']);
  expect(none.redo).toEqual([]);
  const all = afterMove(stack, whole, 'undo', { done: whole.changes, failed: [], at: 7 });
  expect(viewOf(all)).toMatchObject({ undo: { name: 'a' }, redo: { count: 3, at: 7 } });
  const [back] = all.redo;
  expect.assert(back !== undefined);
  const again = afterMove(all, back, 'redo', { done: back.changes, failed: [], at: 8 });
  expect(viewOf(again)).toMatchObject({ undo: { count: 3, at: 8 }, redo: null });
  // Something new ends the way forward.
  expect(withEntry(all, entry('new')).redo).toEqual([]);
});

it('drops what it keeps of a conversation, and nothing else', () => {
  const [one, two] = [deleted('1'), deleted('2')];
  const list = (name: string): readonly [string, Difference] => [
    name,
    { kind: 'value', before: [name], after: undefined },
  ];
  const drafts = (...ids: readonly string[]): Change => ({
    kind: 'place',
    place: 'drafts',
    difference: {
      kind: 'fields',
      fields: Object.fromEntries(ids.map((id) => list(draftField(id, 'pasted')))),
    },
  });
  const all = of(
    entry('only', { changes: [one] }),
    entry('draft', { changes: [drafts('1')] }),
    entry('both', { name: null, changes: [one, two, drafts('1', '2')] }),
    entry('other', { changes: [two] }),
  );
  const stack = afterMove(all, all.undo[3] ?? entry(''), 'undo', {
    done: [two],
    failed: [],
    at: 7,
  });
  const left = withoutOne(stack, '1');
  expect(left.undo.map(({ changes }) => changes)).toEqual([[two, drafts('2')]]);
  expect(left.redo).toBe(stack.redo);
  expect(viewOf(left).undo).toMatchObject({ name: '2', count: 1 });
  expect(left.undo[0]?.size).toBeLessThan(all.undo[2]?.size ?? 0);
  expect(withoutOne(left, '1')).toBe(left);
});
