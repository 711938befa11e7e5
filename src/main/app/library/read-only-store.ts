import type { Conversation, ConversationHead } from '../../../shared/model/conversation.ts';
import type { Store } from '../../store/index.ts';

function readOnly<T extends ConversationHead | Conversation>(conversation: T): T {
  return { readOnly: 'library_read_only', ...conversation };
}

/**
 * A store whose conversations can be read and not changed, and in which nothing runs by itself: no
 * backup and no API.
 */
export function readOnlyStore(store: Store): Store {
  const { conversations, settings } = store;
  return {
    ...store,
    settings: {
      ...settings,
      read: () => ({ ...settings.read(), apiEnabled: false, automaticBackups: false }),
    },
    conversations: {
      ...conversations,
      async load() {
        const { heads, notices } = await conversations.load();
        return { heads: heads.map(readOnly), notices };
      },
      read: async (id) => readOnly(await conversations.read(id)),
    },
  };
}
