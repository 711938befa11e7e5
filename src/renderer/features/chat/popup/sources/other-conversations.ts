import { t } from '../../../../../shared/language/translate.ts';
import type { ConversationHead } from '../../../../../shared/model/conversation.ts';
import type { SourceProvider } from '../composer-source.ts';

/** How many conversations are listed before anything is typed. */
const firstConversations = 6;

/** The other conversations. Main attaches what was said in the one that is chosen. */
export const otherConversations: SourceProvider = {
  mark: '@',
  open({ controller, conversationId }) {
    const { heads } = controller.store.getState();
    // The words of a temporary conversation stay there.
    const isOffered = ({ temporary }: ConversationHead): boolean =>
      temporary !== true || (conversationId !== null && heads[conversationId]?.temporary === true);
    return Promise.resolve([
      {
        id: 'conversations',
        title: t('popup.conversations'),
        waiting: '',
        firstRows: firstConversations,
        // A name such as @alice is rarely meant for a conversation.
        matches: 'words',
        items() {
          const items = Object.values(controller.store.getState().heads)
            .filter((head) => head.id !== conversationId && head.leafId !== null && isOffered(head))
            .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
            .map(({ id, title, folder = '' }) => ({
              id,
              label: title,
              detail: folder,
              name: title,
            }));
          return Promise.resolve({ ok: true, value: { items, isCut: false } });
        },
        choose: ({ id, label }) => ({
          kind: 'attach',
          name: label,
          async attach() {
            const part = await controller.command('attachment.addConversation', {
              from: id,
              conversationId,
            });
            return part.ok ? { ok: true, value: { parts: [part.value], problems: [] } } : part;
          },
        }),
      },
    ]);
  },
};
