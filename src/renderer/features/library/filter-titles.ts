import type { ConversationHead, Id } from '../../../shared/conversation.ts';
import { holdsWords, wordsOf } from '../../ui/filter-options.ts';

/** The conversations whose title holds every word of `query`, in the order given. */
export function filterTitles(
  order: readonly Id[],
  heads: Readonly<Record<Id, ConversationHead>>,
  query: string,
): readonly Id[] {
  const words = wordsOf(query);
  return order.filter((id) => {
    const head = heads[id];
    return head !== undefined && holdsWords(head.title, words);
  });
}
