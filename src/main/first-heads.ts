import type { ConversationHead, Id } from '../shared/conversation.ts';
import type { LibrarySort } from '../shared/settings.ts';

/** So many are enough for every window to draw its list; fewer are not worth two messages. */
const firstPage = 400;
/** The others follow in pages of so many, so that no message holds up what a person does meanwhile. */
const nextPage = 2500;

/** Conversations as a window needs them: those it shows first, and all others in pages. */
export interface PagedHeads {
  readonly first: readonly ConversationHead[];
  readonly pages: readonly (readonly Id[])[];
}

/**
 * Takes out what is at the top of the list: what was changed last, what is pinned, what is `needed`, and
 * one of each folder and of the archive, so that their lines are there. In another order than by change the
 * top may be anything, so all are first.
 */
export function pageHeads(
  heads: readonly ConversationHead[],
  needed: readonly Id[],
  sort: LibrarySort,
): PagedHeads {
  if (heads.length <= 2 * firstPage || sort !== 'changed') return { first: heads, pages: [] };
  const newest = heads.toSorted((a, b) =>
    a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0,
  );
  const wanted = new Set(needed);
  const folders = new Set<string>();
  const first: ConversationHead[] = [];
  const rest: Id[] = [];
  for (const [index, head] of newest.entries()) {
    const folder = head.archived === true ? '\0archive' : (head.folder ?? '');
    const isFirst =
      index < firstPage ||
      head.pinned === true ||
      wanted.has(head.id) ||
      (folder !== '' && !folders.has(folder));
    folders.add(folder);
    if (isFirst) first.push(head);
    else rest.push(head.id);
  }
  const pages: Id[][] = [];
  for (let at = 0; at < rest.length; at += nextPage) pages.push(rest.slice(at, at + nextPage));
  return { first, pages };
}
