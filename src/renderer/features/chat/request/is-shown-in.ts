import type { Id } from '../../../../shared/model/conversation.ts';
import type { PersonRequest } from '../../../../shared/model/person/requests.ts';

/** True if a request is shown with a conversation: it belongs to it, or to none. */
export function isShownIn(
  request: Pick<PersonRequest, 'conversationId'>,
  conversationId: Id | null,
): boolean {
  return request.conversationId === null || request.conversationId === conversationId;
}
