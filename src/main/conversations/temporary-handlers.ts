import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { temporaryWords } from '../../shared/words/temporary/marks.ts';
import type { ConversationService } from './conversation-service.ts';
import type { TemporaryPort } from './ports.ts';

/** The commands about temporary conversations. */
type TemporaryCommands = 'conversation.createTemporary' | 'conversation.keep';

/** Makes a normal conversation of a temporary one. Throws an ExpectedError. */
export async function keepConversation(
  conversations: ConversationService,
  temporary: TemporaryPort,
  id: Id,
): Promise<void> {
  if ((await conversations.get(id)).temporary !== true) return;
  await temporary.keepFiles(id);
  const { written } = await conversations.change(id, ({ temporary: _mark, ...kept }) => kept);
  await written;
}

/** Creates the handlers of commands about temporary conversations. */
export function createTemporaryHandlers(
  conversations: ConversationService,
  temporary: TemporaryPort,
): Pick<HandlersOf<'conversation'>, TemporaryCommands> {
  return {
    async 'conversation.createTemporary'() {
      const empty = conversations
        .heads()
        .find((head) => head.temporary === true && head.leafId === null);
      return (
        empty ??
        conversations.create((before) => ({
          ...before,
          title: temporaryWords('title'),
          temporary: true,
        }))
      );
    },
    'conversation.keep': ({ conversationId }) =>
      keepConversation(conversations, temporary, conversationId),
  };
}
