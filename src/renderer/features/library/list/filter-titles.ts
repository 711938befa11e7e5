import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import type { SearchHit } from '../../../../shared/model/library.ts';
import { holdsWords, wordsOf } from '../../../ui/filter-options.ts';

/** The conversations whose title contains every word of `query`, in the given order. */
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

/** The same as search hits, used when there is no index. */
export function titleHits(
  order: readonly Id[],
  heads: Readonly<Record<Id, ConversationHead>>,
  query: string,
): readonly SearchHit[] {
  return filterTitles(order, heads, query).flatMap((id) => {
    const head = heads[id];
    if (head === undefined) return [];
    const { title, updatedAt } = head;
    return {
      conversationId: id,
      messageId: null,
      place: 'title',
      title,
      time: updatedAt,
      snippet: title,
      marks: [],
    } satisfies SearchHit;
  });
}
