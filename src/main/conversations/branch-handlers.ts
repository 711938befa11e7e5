import { expected } from '../../shared/expected.ts';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Conversation, Id } from '../../shared/model/conversation.ts';
import { canBeEdited, editedAnswer } from '../../shared/model/tree/edited.ts';
import { forkOf } from '../../shared/model/tree/fork.ts';
import { isBeingAnswered, takeBranch } from '../../shared/model/tree/branches.ts';
import { withChoice, withVersion } from '../../shared/model/tree/comparison.ts';
import { newestLeafBelow } from '../../shared/model/tree.ts';
import type { ConversationService } from './conversation-service.ts';

/** The commands about branches of one conversation. */
type BranchCommands =
  | 'conversation.deleteBranch'
  | 'conversation.fork'
  | 'conversation.continueFrom'
  | 'conversation.chooseAnswer'
  | 'conversation.editAnswer';

/** Creates the handlers of commands about branches. */
export function createBranchHandlers(
  conversations: ConversationService,
  newId: () => Id,
): Pick<HandlersOf<'conversation'>, BranchCommands> {
  const change = async (
    conversationId: Id,
    next: (before: Conversation) => Conversation | null,
  ): Promise<void> => {
    const { written } = await conversations.change(conversationId, (before) => {
      const after = next(before);
      if (after === null) throw expected('message_gone', {});
      return after;
    });
    await written;
  };

  return {
    'conversation.deleteBranch': ({ conversationId, messageId }) =>
      change(conversationId, (before) => {
        if (isBeingAnswered(before.messages, messageId)) throw expected('branch_answering', {});
        return takeBranch(before, messageId)?.conversation ?? null;
      }),
    'conversation.fork': async ({ conversationId, messageId }) => {
      const from = await conversations.get(conversationId);
      const fork = forkOf(from, messageId, { newId, nowIso: conversations.nowIso() });
      if (fork === null) throw expected('message_gone', {});
      if (Object.values(fork.messages).some(({ status }) => status === 'streaming')) {
        throw expected('still_answering', {});
      }
      return conversations.create((empty) => ({ ...fork, id: empty.id }));
    },
    'conversation.continueFrom': ({ conversationId, messageId }) =>
      change(conversationId, (before) =>
        before.messages[messageId] === undefined ? null : { ...before, leafId: messageId },
      ),
    'conversation.editAnswer': ({ conversationId, messageId, text }) =>
      change(conversationId, (before) => {
        const answer = before.messages[messageId];
        if (answer?.role !== 'assistant' || !canBeEdited(answer)) return null;
        const createdAt = conversations.nowIso();
        const edited = editedAnswer(answer, text, { id: newId(), createdAt });
        return withVersion({ ...before, updatedAt: createdAt }, answer, edited);
      }),
    'conversation.chooseAnswer': ({ conversationId, messageId }) =>
      change(conversationId, (before) => {
        if (before.messages[messageId] === undefined) return null;
        const leafId = newestLeafBelow(before.messages, messageId);
        return { ...withChoice(before, messageId), leafId };
      }),
  };
}
