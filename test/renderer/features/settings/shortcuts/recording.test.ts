import { expect, test } from 'vitest';
import {
  confirmed,
  record,
  type Recording,
} from '../../../../../src/renderer/features/settings/shortcuts/recording.ts';
import { shortcutsOf } from '../../../../../src/shared/shortcuts.ts';
import { keyDown } from '../../../../shared/key-down.ts';

const waiting: Recording = { kind: 'waiting' };
const forSearch = {
  id: 'search',
  platform: 'linux',
  shortcuts: shortcutsOf({}, 'linux'),
} as const;
const after = (event: ReturnType<typeof keyDown>, before: Recording = waiting) =>
  record(before, event, forSearch);

test('free keys are kept at once, and modifiers alone are waited for', () => {
  expect(after(keyDown('Control', 'ctrl'))).toEqual({ kind: 'unchanged' });
  expect(after(keyDown('j', 'ctrl'))).toEqual({ kind: 'kept', accelerator: 'CmdOrCtrl+J' });
  expect(after(keyDown('k', 'ctrl'))).toEqual({ kind: 'kept', accelerator: 'CmdOrCtrl+K' });
});

test('keys of another action are kept only once the person has agreed', () => {
  const conflict = after(keyDown('n', 'ctrl'));
  expect(conflict).toEqual({
    kind: 'conflict',
    accelerator: 'CmdOrCtrl+N',
    conflict: { kind: 'action', id: 'new_conversation' },
  });
  if (conflict.kind !== 'conflict') throw new Error('It is a conflict.');
  expect(after(keyDown('Enter'), conflict)).toEqual({ kind: 'kept', accelerator: 'CmdOrCtrl+N' });
  // Other keys begin anew.
  expect(after(keyDown('j', 'ctrl'), conflict)).toMatchObject({ kind: 'kept' });
});

test('keys that cannot be a shortcut are never kept', () => {
  const refused = after(keyDown('c', 'ctrl'));
  expect(refused).toMatchObject({ kind: 'conflict', conflict: { kind: 'editing' } });
  if (refused.kind !== 'conflict') throw new Error('It is a conflict.');
  expect(confirmed(refused)).toEqual({ kind: 'unchanged' });
  expect(after(keyDown('j'))).toMatchObject({ conflict: { kind: 'no_modifier' } });
  expect(after(keyDown('ß', 'ctrl'))).toMatchObject({ accelerator: null });
});

test('Esc and Tab leave everything as it is', () => {
  expect(after(keyDown('Escape'))).toEqual({ kind: 'cancelled' });
  expect(after(keyDown('Tab', 'shift'))).toEqual({ kind: 'left' });
});
