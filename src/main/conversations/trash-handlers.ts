import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { codedOf, type Coded } from '../../shared/model/errors.ts';
import type { ConversationService } from './conversation-service.ts';
import { eachBounded } from '../../shared/each-bounded.ts';
import type { Drafts } from './ports.ts';

/** They wait for the disk, and together they wait less. */
const atOnce = 16;

const idOf = (key: string): Id => key.slice(0, key.indexOf('.'));

/** Answers the commands about what was deleted. */
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
          // What the disk refuses of one is no reason to leave the others.
          if (!(error instanceof ExpectedError)) throw error;
          reason ??= codedOf(error.error);
        }
      };
      // Those of one id go to the same place: one after the other, so that the later join the first.
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
      // What was typed in them and not sent has nowhere to go.
      for (const { conversationId: id } of drafts.all()) {
        if (id !== null && gone.has(id)) drafts.set(id, '', { pasted: [], attachments: [] });
      }
      return report;
    },
  };
}
