import { describe, expect, it } from 'vitest';
import {
  changeRows,
  extrasToSave,
  faultsOf,
  keepsValue,
  rowsOf,
  type ExtraRows,
  type ExtraRowsAction,
} from '../../../../src/renderer/features/settings/providers/extra-rows.ts';
import { sentenceOf } from '../../../../src/shared/words/error-words.ts';
import type { Extra } from '../../../../src/shared/model/extras.ts';

const kept: Extra = { place: 'header', name: 'X-Team', value: null };
const open: Extra = { place: 'query', name: 'api-version', value: '2024-10-21' };

const after = (extras: readonly Extra[], ...actions: readonly ExtraRowsAction[]): ExtraRows =>
  actions.reduce(changeRows, rowsOf(extras));
const change = (
  id: number,
  to: Extract<ExtraRowsAction, { kind: 'change' }>['to'],
): ExtraRowsAction => ({ kind: 'change', id, to });
const messages = (rows: ExtraRows): readonly string[] =>
  [...faultsOf(rows).values()].map(({ problem }) => sentenceOf(problem));

describe('the rows of headers and query fields', () => {
  it('save nothing until something was changed', () => {
    expect(extrasToSave(rowsOf([kept, open]))).toBeUndefined();
    expect(faultsOf(rowsOf([kept, open])).size).toBe(0);
  });

  it('keep secret values without knowing them', () => {
    const rows = after([kept, open], change(1, { value: '2025-01-01' }));
    expect(extrasToSave(rows)).toEqual([
      { place: 'header', name: 'X-Team', isSecret: true, value: null },
      { place: 'query', name: 'api-version', isSecret: false, value: '2025-01-01' },
    ]);
    expect(rows.rows.map(keepsValue)).toEqual([true, false]);
  });

  it('replace a secret value by what is typed', () => {
    const rows = after([kept], change(0, { value: 'new' }));
    expect(extrasToSave(rows)).toEqual([
      { place: 'header', name: 'X-Team', isSecret: true, value: 'new' },
    ]);
    // Typing and undoing leaves the stored value.
    expect(extrasToSave(changeRows(rows, change(0, { value: '' })))?.[0]?.value).toBeNull();
  });

  it('are secret when they are new, and told apart when one between them goes', () => {
    const rows = after(
      [open],
      { kind: 'add' },
      { kind: 'add' },
      { kind: 'remove', id: 1 },
      { kind: 'add' },
    );
    expect(rows.rows.map(({ id }) => id)).toEqual([0, 2, 3]);
    expect(rows.rows.map(({ isSecret }) => isSecret)).toEqual([false, true, true]);
    // A row that was never filled in is not saved and causes no error.
    expect(extrasToSave(rows)).toHaveLength(1);
    expect(faultsOf(rows).size).toBe(0);
  });

  it('are all removed by saving none', () => {
    expect(extrasToSave(after([kept], { kind: 'remove', id: 0 }))).toEqual([]);
  });

  it('trim names, and take a header in other letters for the same', () => {
    const rows = after([kept], change(0, { name: ' x-team ' }));
    expect(extrasToSave(rows)).toEqual([
      { place: 'header', name: 'x-team', isSecret: true, value: null },
    ]);
  });

  it.each<readonly [readonly ExtraRowsAction[], 'name' | 'value', string]>([
    [
      [change(0, { name: 'X-Other' })],
      'value',
      'stored for X-Team only. Enter it again for X-Other',
    ],
    [[change(0, { place: 'query' })], 'value', 'stored for X-Team only'],
    [[change(0, { isSecret: false })], 'value', 'A secret value is never shown. Enter it again'],
    [[change(0, { name: '' })], 'name', 'Enter the name of the header'],
    [[change(0, { name: 'X Team' })], 'name', 'letters, digits and hyphens'],
    [[change(0, { name: 'Host' })], 'name', 'Parley sets the header Host itself'],
    [[{ kind: 'add' }, change(1, { name: 'x-team', value: 'v' })], 'name', 'x-team is there twice'],
    [[{ kind: 'add' }, change(1, { name: 'X-New' })], 'value', 'X-New has no value. Enter one'],
    [[{ kind: 'add' }, change(1, { value: 'canary' })], 'name', 'Enter the name of the header'],
    [
      [{ kind: 'add' }, change(1, { name: 'X-New', value: 'ä\u{1f426}' })],
      'value',
      'no header can',
    ],
    [[{ kind: 'add' }, change(1, { place: 'query', name: 'a b', value: 'v' })], 'name', 'spaces'],
  ])('say at the box what is wrong: %j', (actions, box, words) => {
    const rows = after([kept], ...actions);
    expect(messages(rows)).toHaveLength(1);
    expect(messages(rows)[0]).toContain(words);
    expect([...faultsOf(rows).values()][0]?.box).toBe(box);
    expect(messages(rows).join()).not.toContain('canary');
  });
});
