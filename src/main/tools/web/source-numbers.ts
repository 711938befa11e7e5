import type { WebResult } from '../../../shared/model/web/web-results.ts';

/** Conversations whose newest numbers are remembered here; older ones stand in their results. */
const mostConversations = 100;

/** Gives each page of a conversation its number: the next one, or the one it has. */
export type NumberOf = (
  conversationId: string,
  results: readonly WebResult[],
  url: string,
) => number;

/** Makes the counter. Pages that are read at the same time are not in the conversation yet, but remembered here. */
export function createSourceNumbers(): NumberOf {
  const remembered = new Map<string, Map<string, number>>();
  return (conversationId, results, url) => {
    const numbers = remembered.get(conversationId) ?? new Map<string, number>();
    remembered.delete(conversationId);
    remembered.set(conversationId, numbers);
    const [oldest] = remembered.keys();
    if (remembered.size > mostConversations && oldest !== undefined) remembered.delete(oldest);
    for (const result of results) {
      if (result.kind === 'page') numbers.set(result.url, result.number);
    }
    const number = numbers.get(url) ?? Math.max(0, ...numbers.values()) + 1;
    numbers.set(url, number);
    return number;
  };
}
