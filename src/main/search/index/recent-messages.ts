import type { Id, Message } from '../../../shared/model/conversation.ts';
import { readMessages } from './read-file.ts';

/** What was told last may not be in its file yet. */
const keptMessages = 200;

/** Messages as they were told last, before their files. */
export interface RecentMessages {
  add(messages: readonly Message[]): void;
  /** Those that are nowhere any more are left out. Throws Node's error. */
  read(folder: string, id: Id, messageIds: readonly Id[]): ReadonlyMap<Id, Message>;
}

/** Makes an empty memory of messages. */
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
