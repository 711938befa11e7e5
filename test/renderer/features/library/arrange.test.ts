import { describe, expect, it } from 'vitest';
import {
  arrange,
  foldersOf,
  type LibraryView,
} from '../../../../src/renderer/features/library/list/arrange.ts';
import type { ConversationHead } from '../../../../src/shared/model/conversation.ts';
import type { LibrarySort } from '../../../../src/shared/model/settings.ts';

const now = new Date(2026, 10, 23, 9, 30).getTime();

function head(
  id: string,
  changed: number,
  rest: Partial<Pick<ConversationHead, 'pinned' | 'archived' | 'folder' | 'title'>> = {},
  created = changed,
): ConversationHead {
  return {
    id,
    title: id,
    titledBy: 'model',
    createdAt: new Date(2026, 10, created).toISOString(),
    updatedAt: new Date(2026, 10, changed).toISOString(),
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: null,
    ...rest,
  };
}

const heads = [
  head('new', 23),
  head('pin', 22, { pinned: true }),
  head('trip 10', 21, { folder: 'Travel' }, 3),
  head('Trip 2', 20, { folder: 'Travel', pinned: true }, 4),
  head('gone', 19, { archived: true, folder: 'Travel' }),
  head('élan', 18, { folder: 'Art' }),
];
const byId = Object.fromEntries(heads.map((each) => [each.id, each]));

function lines(view: LibraryView, sort: LibrarySort = 'changed'): readonly string[] {
  const order = heads.map(({ id }) => id);
  return arrange({ order, heads: byId, view, sort, now, locale: 'en-GB' }).map((row) => {
    if (row.kind === 'heading') return `# ${row.label}`;
    return row.kind === 'folder' ? `${row.label}/ ${row.count}` : row.id;
  });
}

describe('arrange', () => {
  it('puts what is pinned on top, then the folders, then all by day; archived ones are elsewhere', () => {
    expect(lines({ kind: 'all' })).toEqual([
      '# Pinned',
      'pin',
      'Trip 2',
      '# Folders',
      'Art/ 1',
      'Travel/ 2',
      'Archive/ 1',
      '# Today',
      'new',
      '# Previous 7 days',
      'trip 10',
      'élan',
    ]);
  });

  it('lists one folder, or the archive', () => {
    expect(lines({ kind: 'folder', name: 'Travel' })).toEqual([
      '# Pinned',
      'Trip 2',
      '# Previous 7 days',
      'trip 10',
    ]);
    expect(lines({ kind: 'archive' })).toEqual(['# Previous 7 days', 'gone']);
  });

  it('sorts by when they were made, and by title with numbers and accents in their place', () => {
    expect(lines({ kind: 'all' }, 'created').slice(-5)).toEqual([
      'new',
      '# Previous 7 days',
      'élan',
      '# November',
      'trip 10',
    ]);
    expect(lines({ kind: 'all' }, 'title').slice(-4)).toEqual([
      '# By title',
      'élan',
      'new',
      'trip 10',
    ]);
  });

  it('shows no folders where there are none', () => {
    const only = { new: head('new', 23) };
    const view = { kind: 'all' } as const;
    expect(arrange({ order: ['new'], heads: only, view, sort: 'changed', now })).toHaveLength(2);
    expect(foldersOf(only)).toEqual([]);
  });
});
