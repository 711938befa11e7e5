import type { AttachmentPart, Conversation, ConversationHead, Message } from './conversation.ts';

// Apart from the schemas, so that a window does not load what only main checks with.

/** Returns the head of a conversation. */
export function headOf(conversation: Conversation): ConversationHead {
  const { messages: _messages, version: _version, ...head } = conversation;
  return head;
}

/** Joins the text parts of a message; reasoning and attachments are left out. */
export function textOf(message: Message): string {
  return message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** The images and files of a message, in their order. */
export function attachmentsOf(message: Message): readonly AttachmentPart[] {
  return message.parts.filter((part) => part.kind === 'image' || part.kind === 'file');
}
