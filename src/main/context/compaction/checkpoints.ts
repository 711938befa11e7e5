import { expected } from '../../../shared/expected.ts';
import type {
  Checkpoint,
  Id,
  Message,
  SummaryRequest,
} from '../../../shared/model/conversation.ts';
import {
  activeCheckpoint,
  contentOf,
  withContent,
  type CheckpointContent,
} from '../../../shared/model/message/checkpoint.ts';
import type { ConversationService } from '../../conversations/conversation-service.ts';

/** Changes the checkpoints of conversations. Every function throws ExpectedErrors. */
export interface Checkpoints {
  /** Resolves when it is on disk, or known to be unsaved. */
  set(
    conversationId: Id,
    messageId: Id,
    next: (before: Message) => Pick<Checkpoint, 'asked'> & CheckpointContent,
  ): Promise<void>;
  /** Notes requests for a summary that came to nothing. */
  paid(conversationId: Id, messageId: Id, asked: readonly SummaryRequest[]): Promise<void>;
  edit(conversationId: Id, messageId: Id, text: string): Promise<void>;
  remove(conversationId: Id, messageId: Id): Promise<void>;
}

/** Creates them on top of the conversations. */
export function createCheckpoints(
  conversations: Pick<ConversationService, 'change' | 'nowIso'>,
): Checkpoints {
  const put: Checkpoints['set'] = async (conversationId, messageId, next) => {
    const { written } = await conversations.change(conversationId, (before) => {
      const message = before.messages[messageId];
      if (message === undefined) throw expected('message_gone', {});
      const made = withContent(message, next(message), conversations.nowIso());
      return { ...before, messages: { ...before.messages, [messageId]: made } };
    });
    await written;
  };

  return {
    set: put,
    async paid(conversationId, messageId, asked) {
      await put(conversationId, messageId, ({ checkpoint }) => ({
        ...contentOf(checkpoint),
        asked: [...(checkpoint?.asked ?? []), ...asked],
      }));
    },
    edit: (conversationId, messageId, text) =>
      put(conversationId, messageId, (before) => {
        if (activeCheckpoint(before)?.kind !== 'summary') throw expected('checkpoint_gone', {});
        return { kind: 'summary', text, edited: true };
      }),
    remove: (conversationId, messageId) =>
      put(conversationId, messageId, (before) => {
        if (activeCheckpoint(before) === undefined) throw expected('checkpoint_gone', {});
        return { kind: 'removed' };
      }),
  };
}
