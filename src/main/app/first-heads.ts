import type { ConversationHead, Id } from '../../shared/model/conversation.ts';
import type { LibrarySort } from '../../shared/model/settings.ts';

/** The number of heads that every window needs to draw its list. */
const firstPage = 150;
/** With this many heads or fewer, one message is enough. */
const allUpTo = 400;
/** The page size for the others, chosen so that no message delays what a person does meanwhile. */
const nextPage = 1500;

/** Conversations as a window needs them: those shown first, and all others in pages. */
export interface PagedHeads {
  readonly first: readonly ConversationHead[];
  readonly pages: readonly (readonly Id[])[];
}

/**
 * A lower bound on the update time of the `count` most recently changed conversations; '' if there
 * are fewer.
 */
function newestFrom(heads: readonly ConversationHead[], count: number): string {
  // Only the top of ten thousand is sorted: the most recently created ones are usually the most
  // recently changed.
  const top: string[] = [];
  for (let index = heads.length - 1; index >= 0; index -= 1) {
    const time = heads[index]?.updatedAt ?? '';
    const last = top.at(-1) ?? '';
    if (top.length >= count && time <= last) continue;
    let at = top.length;
    while (at > 0 && (top[at - 1] ?? '') < time) at -= 1;
    top.splice(at, 0, time);
    if (top.length > count) top.pop();
  }
  return top.length < count ? '' : (top.at(-1) ?? '');
}

/**
 * Picks the heads at the top of the list: recently changed ones, pinned ones, those in `needed`,
 * and one per folder and for the archive, so that their rows exist. If the list is not sorted by
 * change, anything may be at the top, so all come first.
 */
export function pageHeads(
  heads: readonly ConversationHead[],
  needed: readonly Id[],
  sort: LibrarySort,
): PagedHeads {
  if (heads.length <= allUpTo || sort !== 'changed') return { first: heads, pages: [] };
  const from = newestFrom(heads, firstPage);
  const wanted = new Set(needed);
  const folders = new Set<string>();
  const first: ConversationHead[] = [];
  const rest: Id[] = [];
  for (const head of heads) {
    const folder = head.archived === true ? '\0archive' : (head.folder ?? '');
    const isFirst =
      head.updatedAt >= from ||
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
