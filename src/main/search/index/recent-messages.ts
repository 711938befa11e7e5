import type { Id, Message } from '../../../shared/model/conversation.ts';
import { readMessages } from './read-file.ts';

/** How many messages are cached; the latest may not be in their files yet. */
const keptMessages = 200;

/** The most recent messages, which take precedence over their files. */
export interface RecentMessages {
  add(messages: readonly Message[]): void;
  /** Messages that no longer exist are left out. Throws Node's error. */
  read(folder: string, id: Id, messageIds: readonly Id[]): ReadonlyMap<Id, Message>;
}

/** Creates an empty cache of messages. */
export function createRecentMessages(): RecentMessages {
  const recent = new Map<Id, Message>();
  return {
    add(messages) {
      for (const message of messages) {
        recent.delete(message.id);
        recent.set(message.id, message);
      }
      for (const id of recent.keys()) {
        if (recent.size <= keptMessages) return;
        recent.delete(id);
      }
    },
    read(folder, id, messageIds) {
      const found = new Map<Id, Message>();
      const rest: Id[] = [];
      for (const messageId of messageIds) {
        const message = recent.get(messageId);
        if (message === undefined) rest.push(messageId);
        else found.set(messageId, message);
      }
      if (rest.length === 0) return found;
      for (const [messageId, message] of readMessages(folder, id, rest))
        found.set(messageId, message);
      return found;
    },
  };
}
