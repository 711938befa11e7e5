import { expect, test } from 'vitest';
import { undoKinds, type Undoable } from '../../../../src/shared/model/undo/undo.ts';
import { actionLabel, undoneWords } from '../../../../src/shared/words/undo/undo-words.ts';

const what = (more: Partial<Undoable> = {}): Undoable => ({
  kind: 'conversations_deleted',
  name: 'Wrens',
  conversationId: null,
  count: 1,
  at: 1,
  ...more,
});

test('menu and palette say what Undo and Redo would do', () => {
  const view = { undo: what(), redo: what({ kind: 'conversations_moved', count: 1200 }) };
  expect(actionLabel('undo', view)).toBe('Undo: Delete “Wrens”');
  expect(actionLabel('redo', view)).toBe('Redo: Move 1,200 conversations');
  expect(actionLabel('search', view)).toBe('Search');
  const nothing = { undo: null, redo: null };
  expect(actionLabel('undo', nothing)).toBe('Undo');
});

test('a strange name is short, on one line and without hidden signs', () => {
  const name = `Rome\n\u202Eand ${'x'.repeat(100)}`;
  expect(actionLabel('undo', { undo: what({ name }), redo: null })).toBe(
    `Undo: Delete “Rome and ${'x'.repeat(31)}…”`,
  );
});

test('each kind has words of its own, and what was left alone is said', () => {
  const words = undoKinds.map((kind) => undoneWords('undo', { what: what({ kind }), left: 0 }));
  expect(new Set(words).size).toBe(undoKinds.length);
  expect(undoneWords('undo', { what: what({ count: 3 }), left: 1 })).toBe(
    'Undone: Delete 3 conversations. One thing has been changed since and stays as it is.',
  );
  expect(undoneWords('redo', { what: what(), left: 2 })).toBe(
    'Done again: Delete “Wrens”. 2 things have been changed since and stay as they are.',
  );
});
