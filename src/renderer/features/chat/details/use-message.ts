import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { useApp } from '../../../client/use-app.ts';
import { useConversationId } from '../page/page-context.ts';

/** A message of the surrounding conversation; undefined if it is not loaded. */
export function useMessage(messageId: Id): Message | undefined {
  const conversationId = useConversationId();
  return useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' ? open.messages[messageId] : undefined;
  });
}
