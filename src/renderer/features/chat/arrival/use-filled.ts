import { useLayoutEffect } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Draft, Drafts } from '../composer/drafts.ts';

/** Shows what was filled into the message of a new conversation, or was taken out of it. */
export function useFilled(
  drafts: Drafts,
  conversationId: Id | null,
  show: (draft: Draft) => void,
): void {
  useLayoutEffect(() => {
    if (conversationId !== null) return undefined;
    return drafts.filled.subscribe(() => show(drafts.of(null)));
  }, [drafts, conversationId, show]);
}
