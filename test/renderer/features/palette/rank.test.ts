import { describe, expect, it } from 'vitest';
import type { PaletteEntry, PaletteKind } from '../../../../src/renderer/client/palette-entries.ts';
import { maxRows, rankEntries } from '../../../../src/renderer/features/palette/rank.ts';
import { withUse } from '../../../../src/shared/model/palette/uses.ts';

const entry = (
  kind: PaletteKind,
  label: string,
  more: Partial<PaletteEntry> = {},
): PaletteEntry => ({
  key: `${kind} ${label}`,
  kind,
  label,
  detail: '',
  run: () => undefined,
  ...more,
});

const search = entry('search', '');
const entries = [
  entry('command', 'New conversation'),
  entry('command', 'Show or hide the sidebar'),
  entry('settings', 'Settings: Tools'),
  entry('conversation', 'Sidebars of newspapers', { updatedAt: '2026-01-01T00:00:00.000Z' }),
  entry('conversation', 'Newts', { updatedAt: '2026-02-01T00:00:00.000Z', detail: 'Animals' }),
  entry('model', 'newton-1', { detail: 'Local' }),
  entry('assistant', '🦊 Newsreader'),
  entry('prompt', 'news'),
  search,
];

const labels = (typed: string, uses = withUse([], 'none', 0)): readonly string[] =>
  rankEntries(entries, typed, uses, 0).rows.map(({ label, kind }) =>
    kind === 'search' ? '…' : label,
  );

describe('the rows of the command palette', () => {
  it('begin with what is used most, then commands, the newest conversations and settings', () => {
    const uses = withUse(withUse([], 'model newton-1', 0), 'settings Settings: Tools', 0);
    expect(labels('', withUse(uses, 'model newton-1', 0))).toEqual([
      'newton-1',
      'Settings: Tools',
      'New conversation',
      'Show or hide the sidebar',
      'Newts',
      'Sidebars of newspapers',
    ]);
  });

  it('match by beginnings, words in any order, letters and details, the search last', () => {
    expect(labels('new')[0]).toBe('news');
    expect(labels('new')).toHaveLength(7);
    expect(labels('new').at(-1)).toBe('…');
    expect(labels('hide sidebar')[0]).toBe('Show or hide the sidebar');
    expect(labels('sohts')).toEqual(['Show or hide the sidebar', '…']);
    expect(labels('animals')).toEqual(['Newts', '…']);
    expect(labels('NÉWTS')[0]).toBe('Newts');
    expect(labels('zzz')).toEqual(['…']);
  });

  it('put first what was chosen before, among similar matches', () => {
    expect(labels('new', withUse([], 'command New conversation', 0))[0]).toBe('New conversation');
    expect(labels('sidebar', withUse([], 'command New conversation', 0))[0]).not.toBe(
      'New conversation',
    );
  });

  it('are of one kind after a mark', () => {
    expect(labels('>')).toEqual([
      'New conversation',
      'Show or hide the sidebar',
      'Settings: Tools',
    ]);
    expect(labels('@new')).toEqual(['newton-1', '🦊 Newsreader']);
    expect(labels('#')).toEqual(['Newts', 'Sidebars of newspapers']);
    expect(labels('/ne')).toEqual(['news']);
  });

  it('are few, and the others are counted', () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      entry('conversation', `Conversation ${String(at)}`),
    );
    const { rows, hidden } = rankEntries([...many, search], 'conv', [], 0);
    expect(rows).toHaveLength(maxRows);
    expect(rows.at(-1)?.kind).toBe('search');
    expect(hidden).toBe(10_000 - (maxRows - 1));
  });
});
