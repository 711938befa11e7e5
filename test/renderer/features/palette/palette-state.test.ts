import { describe, expect, it } from 'vitest';
import type { PaletteEntry } from '../../../../src/renderer/client/palette-entries.ts';
import {
  activeEntry,
  openedPalette,
  reducePalette,
  type PaletteAction,
  type PaletteState,
} from '../../../../src/renderer/features/palette/palette-state.ts';

const entry = (label: string): PaletteEntry => ({
  key: label,
  kind: 'command',
  label,
  detail: '',
  run: () => undefined,
});

const after = (...actions: readonly PaletteAction[]): PaletteState =>
  actions.reduce(reducePalette, openedPalette([], 0));

const arrived = (...labels: readonly string[]): PaletteAction => ({
  kind: 'arrived',
  entries: labels.map(entry),
});
const move = (by: number): PaletteAction => ({ kind: 'moved', by });

describe('the command palette', () => {
  it('moves by steps that wrap, and by pages that do not', () => {
    const open = arrived('a', 'b', 'c');
    expect(activeEntry(after())).toBeNull();
    expect(activeEntry(after(move(1)))).toBeNull();
    expect(activeEntry(after(open))?.label).toBe('a');
    expect(activeEntry(after(open, move(1)))?.label).toBe('b');
    expect(activeEntry(after(open, move(-1)))?.label).toBe('c');
    expect(activeEntry(after(open, move(-1), move(1)))?.label).toBe('a');
    expect(activeEntry(after(open, move(8)))?.label).toBe('c');
    expect(activeEntry(after(open, move(8), move(8)))?.label).toBe('c');
    expect(activeEntry(after(open, move(8), move(-8)))?.label).toBe('a');
  });

  it('keeps the row that Enter would choose when better ones come late', () => {
    const typed: PaletteAction = { kind: 'typed', typed: 'mo' };
    const late = after(arrived('Some model'), typed, arrived('mo'));
    expect(late.rows.map(({ label }) => label)).toEqual(['mo', 'Some model']);
    expect(activeEntry(late)?.label).toBe('Some model');
    const again = reducePalette(late, { kind: 'typed', typed: 'mod' });
    expect(activeEntry(again)?.label).toBe('Some model');
    expect(activeEntry(reducePalette(again, typed))?.label).toBe('mo');
  });

  it('has each row once when entries come again', () => {
    const again = after(arrived('a', 'b'), arrived('a', 'b', 'c'));
    expect(again.rows.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });
});
