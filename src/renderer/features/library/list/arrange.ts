import { currentLanguage, t } from '../../../../shared/language/translate.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import type { LibrarySort } from '../../../../shared/model/settings.ts';
import { groupByDay } from './group-by-day.ts';

/** A view of the list: which conversations it contains. */
export type LibraryView =
  | { readonly kind: 'all' }
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'archive' };

/** A unique key per view. A folder's view has the key of its row. */
export function viewKey(view: LibraryView): string {
  return view.kind === 'folder' ? `folder ${view.name}` : view.kind;
}

/** A row of the list. `key` is stable while the row stands for the same thing. */
export type LibraryRow =
  | { readonly kind: 'heading'; readonly key: string; readonly label: string }
  | {
      readonly kind: 'folder';
      readonly key: string;
      readonly view: Exclude<LibraryView, { kind: 'all' }>;
      readonly label: string;
      readonly count: number;
    }
  | { readonly kind: 'conversation'; readonly key: Id; readonly id: Id };

type Heads = Readonly<Record<Id, ConversationHead>>;

/** The inputs of {@link arrange}. */
export interface Arrangement {
  /** Ids, most recently changed first. */
  readonly order: readonly Id[];
  readonly heads: Heads;
  readonly view: LibraryView;
  readonly sort: LibrarySort;
  /** In ms since the epoch. */
  readonly now: number;
  readonly locale?: string;
}

function isListed(head: ConversationHead, view: LibraryView): boolean {
  const isArchived = head.archived === true;
  switch (view.kind) {
    case 'all':
      return !isArchived;
    case 'folder':
      return !isArchived && head.folder === view.name;
    case 'archive':
      return isArchived;
  }
}

function sorted(ids: readonly Id[], { heads, sort, locale }: Arrangement): readonly Id[] {
  if (sort === 'changed') return ids;
  if (sort === 'created') {
    const made = (id: Id): string => heads[id]?.createdAt ?? '';
    return ids.toSorted((a, b) => (made(a) < made(b) ? 1 : made(a) > made(b) ? -1 : 0));
  }
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  return ids.toSorted((a, b) => compare(heads[a]?.title ?? '', heads[b]?.title ?? ''));
}

function toRow(id: Id): LibraryRow {
  return { kind: 'conversation', key: id, id };
}

function heading(label: string): LibraryRow {
  return { kind: 'heading', key: `heading ${label}`, label };
}

function grouped(ids: readonly Id[], arrangement: Arrangement): readonly LibraryRow[] {
  const { heads, sort, now, locale } = arrangement;
  if (sort === 'title') return ids.map(toRow);
  const time = sort === 'created' ? 'createdAt' : 'updatedAt';
  return groupByDay(ids, heads, now, locale, time).map((row) =>
    row.kind === 'heading' ? heading(row.label) : toRow(row.id),
  );
}

/** The folders by name, with their number of conversations. Archived ones do not count. */
export function foldersOf(
  heads: Heads,
  locale: string = currentLanguage(),
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { folder, archived } of Object.values(heads)) {
    if (folder === undefined || folder === '' || archived === true) continue;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return [...counts].toSorted(([a], [b]) => compare(a, b));
}

function folderRows({ heads, locale }: Arrangement): readonly LibraryRow[] {
  const archived = Object.values(heads).filter((head) => head.archived === true).length;
  const rows: LibraryRow[] = foldersOf(heads, locale).map(([name, count]) => {
    const view = { kind: 'folder', name } as const;
    return { kind: 'folder', key: viewKey(view), view, label: name, count };
  });
  if (archived > 0) {
    const view = { kind: 'archive' } as const;
    rows.push({
      kind: 'folder',
      key: viewKey(view),
      view,
      label: t('library.archive.title'),
      count: archived,
    });
  }
  return rows.length === 0 ? [] : [heading(t('library.folders')), ...rows];
}

/**
 * The rows of the list: pinned conversations, folders, then the rest by day (or by title, without
 * headings).
 */
export function arrange(arrangement: Arrangement): readonly LibraryRow[] {
  const { order, heads, view } = arrangement;
  const listed = order.filter((id) => {
    const head = heads[id];
    return head !== undefined && isListed(head, view);
  });
  const ids = sorted(listed, arrangement);
  const pinned = ids.filter((id) => heads[id]?.pinned === true);
  const rest = pinned.length === 0 ? ids : ids.filter((id) => heads[id]?.pinned !== true);
  return [
    ...(pinned.length === 0 ? [] : [heading(t('library.pinned')), ...pinned.map(toRow)]),
    ...(view.kind === 'all' ? folderRows(arrangement) : []),
    ...(arrangement.sort === 'title' && rest.length > 0 && view.kind === 'all'
      ? [heading(t('library.by_title'))]
      : []),
    ...grouped(rest, arrangement),
  ];
}
