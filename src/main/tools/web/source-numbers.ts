import type { WebResult } from '../../../shared/model/web/web-results.ts';

/**
 * The number of conversations whose latest numbers are cached. Older numbers are in the results.
 */
const maxConversations = 100;

/** Returns the number of a page in a conversation: its existing number or the next one. */
export type NumberOf = (
  conversationId: string,
  results: readonly WebResult[],
  url: string,
) => number;

/**
 * Creates the counter. It also remembers pages that are read in parallel and are not in the
 * conversation yet.
 */
export function createSourceNumbers(): NumberOf {
  const remembered = new Map<string, Map<string, number>>();
  return (conversationId, results, url) => {
    const numbers = remembered.get(conversationId) ?? new Map<string, number>();
    remembered.delete(conversationId);
    remembered.set(conversationId, numbers);
    const [oldest] = remembered.keys();
    if (remembered.size > maxConversations && oldest !== undefined) remembered.delete(oldest);
    for (const result of results) {
      if (result.kind === 'page') numbers.set(result.url, result.number);
    }
    const number = numbers.get(url) ?? Math.max(0, ...numbers.values()) + 1;
    numbers.set(url, number);
    return number;
  };
}
