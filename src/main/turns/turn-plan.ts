import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';

/** What a turn does to the tree before its request leaves. */
export interface Plan {
  readonly conversation: Conversation;
  /** The answer that will grow; already part of the conversation. */
  readonly answer: Message;
  readonly continues: boolean;
}

/** Puts messages at the end of the path. */
export function withMessages(
  conversation: Conversation,
  messages: readonly Message[],
): Conversation {
  const added = Object.fromEntries(messages.map((message) => [message.id, message]));
  return {
    ...conversation,
    messages: { ...conversation.messages, ...added },
    leafId: messages.at(-1)?.id ?? conversation.leafId,
  };
}

/** Finds a message. Throws an ExpectedError (`invalid`) if it is gone. */
export function messageOf(conversation: Conversation, id: Id, role: Message['role']): Message {
  const message = conversation.messages[id];
  if (message === undefined || message.role !== role) {
    throw expected('message_gone', {});
  }
  return message;
}
