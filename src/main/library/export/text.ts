import type { Conversation, Message, Part } from '../../../shared/conversation.ts';
import { endingOf } from './selection.ts';

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text.trim();
    case 'reasoning':
      return `[Reasoning]\n${part.text.trim()}\n[End of reasoning]`;
    case 'image':
      return `[Image: ${part.name}]`;
    case 'file':
      return `[File: ${part.name}]`;
    case 'tool_call':
      return `[Tool call: ${part.name}]\n${part.arguments}`;
    case 'tool_result':
      return `[Tool result]\n${part.text}`;
  }
}

function messageText(message: Message): string {
  const speaker = message.role === 'user' ? 'You' : (message.model ?? 'Assistant');
  const time = message.createdAt.slice(0, 16).replace('T', ' ');
  const ending = endingOf(message);
  const body = message.parts.map(partText).filter((text) => text !== '');
  return [`${speaker} (${time} UTC)`, ...body, ...(ending === '' ? [] : [`[${ending}]`])].join(
    '\n\n',
  );
}

/** Messages as plain text; one message alone is only its content. */
export function messagesAsText(messages: readonly Message[]): string {
  const [only] = messages;
  if (only !== undefined && messages.length === 1) {
    return `${only.parts.map(partText).join('\n\n')}\n`;
  }
  return `${messages.map(messageText).join('\n\n\n')}\n`;
}

/** A conversation as a plain text file; Markdown in it stays as it was written. */
export function conversationAsText(
  conversation: Conversation,
  messages: readonly Message[],
): string {
  const title = conversation.title.replaceAll(/\s+/g, ' ').trim();
  const prompt = conversation.systemPrompt?.trim() ?? '';
  return `${[
    `${title}\n${'='.repeat(Math.min(80, Math.max(3, title.length)))}`,
    ...(prompt === '' ? [] : [`System prompt\n\n${prompt}`]),
    ...messages.map(messageText),
  ].join('\n\n\n')}\n`;
}
