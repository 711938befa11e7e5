import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import type { Controller } from '../../../client/controller.ts';
import type { Drafts } from '../composer/drafts.ts';

/**
 * The drafts of the quick window. That of a new conversation is kept nowhere: main deletes what is
 * attached to it and taken out again.
 */
export function withDiscard(drafts: Drafts, controller: Controller): Drafts {
  const discard = (id: Id | null, kept: readonly AttachmentPart[]): void => {
    if (id !== null) return;
    const gone = new Set(drafts.of(id).attachments.map(({ attachment }) => attachment));
    for (const { attachment } of kept) gone.delete(attachment);
    for (const attachment of gone) void controller.command('attachment.discard', { attachment });
  };
  return {
    ...drafts,
    remove(conversationId, draft) {
      discard(conversationId, draft.attachments);
      drafts.remove(conversationId, draft);
    },
    clear(conversationId) {
      discard(conversationId, []);
      drafts.clear(conversationId);
    },
  };
}
