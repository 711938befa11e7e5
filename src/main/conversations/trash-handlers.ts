import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { codedOf, type Coded } from '../../shared/model/errors.ts';
import type { ConversationService } from './conversation-service.ts';
import { eachBounded } from '../../shared/each-bounded.ts';
import type { Drafts } from './ports.ts';

/** Concurrent restores. They wait for the disk, so running several at once is faster. */
const atOnce = 16;

const idOf = (key: string): Id => key.slice(0, key.indexOf('.'));

/** Creates the handlers of commands about deleted conversations. */
export function createTrashHandlers(rooms: {
  readonly conversations: ConversationService;
  readonly drafts: Drafts;
}): HandlersOf<'trash'> {
  const { conversations, drafts } = rooms;
  return {
    'trash.list': () => conversations.trashed(),
    'trash.restore': async ({ keys }) => {
      let done = 0;
      let reason: Coded | null = null;
      const restore = async (key: string): Promise<void> => {
        try {
          await conversations.restoreFromTrash({ id: idOf(key), key });
          done += 1;
        } catch (error) {
          // If the disk refuses one, the others are still restored.
          if (!(error instanceof ExpectedError)) throw error;
          reason ??= codedOf(error.error);
        }
      };
      // Conversations with the same id are restored one after the other, so that later ones are
      // merged into the first.
      const sameId = [...Map.groupBy(keys, idOf).values()];
      await eachBounded(sameId, atOnce, async (group) => {
        for (const key of group) await restore(key);
      });
      return { done, failed: keys.length - done, reason };
    },
    'trash.delete': async ({ keys }) => {
      const report = await conversations.purge(keys);
      const left = new Set([
        ...conversations.heads().map(({ id }) => id),
        ...(await conversations.trashed()).map(({ id }) => id),
      ]);
      const gone = new Set(keys.map(idOf).filter((id) => !left.has(id)));
      // Their drafts have nowhere to be sent any more.
      for (const { conversationId: id } of drafts.all()) {
        if (id !== null && gone.has(id)) drafts.set(id, '', { pasted: [], attachments: [] });
      }
      return report;
    },
  };
}
