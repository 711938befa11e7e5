import type { ConversationHead, Id } from '../../shared/model/conversation.ts';
import type { LibrarySort } from '../../shared/model/settings.ts';

/** So many are enough for every window to draw its list. */
const firstPage = 150;
/** Up to so many are not worth two messages. */
const allUpTo = 400;
/** The others follow in pages of so many, so that no message holds up what a person does meanwhile. */
const nextPage = 1500;

/** Conversations as a window needs them: those it shows first, and all others in pages. */
export interface PagedHeads {
  readonly first: readonly ConversationHead[];
  readonly pages: readonly (readonly Id[])[];
}

/** The moment after which `count` conversations were changed, or a few more; '' if there are fewer. */
function newestFrom(heads: readonly ConversationHead[], count: number): string {
  // Of ten thousand only the top is put in order: the last ones made are mostly the last ones changed.
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
 * Takes out what is at the top of the list: what was changed last, what is pinned, what is `needed`, and
 * one of each folder and of the archive, so that their lines are there. In another order than by change the
 * top may be anything, so all are first.
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
