import type { Id } from '../../../../../shared/model/conversation.ts';
import type { AppState } from '../../../../state/app-state.ts';

/**
 * The answer at the end of a conversation; null while it is being written, and where nothing can be
 * changed.
 */
export function lastAnswer(
  { heads, open, streaming }: Pick<AppState, 'heads' | 'open' | 'streaming'>,
  conversationId: Id | null,
): Id | null {
  if (conversationId === null || streaming.has(conversationId)) return null;
  const head = heads[conversationId];
  const shown = open[conversationId];
  if (head?.leafId == null || head.readOnly !== undefined || shown?.kind !== 'ready') return null;
  return shown.messages[head.leafId]?.role === 'assistant' ? head.leafId : null;
}
