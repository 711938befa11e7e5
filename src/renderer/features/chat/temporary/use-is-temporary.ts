import type { Id } from '../../../../shared/model/conversation.ts';
import { useApp } from '../../../client/use-app.ts';

/** True for a conversation that is only in memory. */
export function useIsTemporary(conversationId: Id | null): boolean {
  return useApp(
    (state) => conversationId !== null && state.heads[conversationId]?.temporary === true,
  );
}
