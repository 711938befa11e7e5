import { attachmentsOf, textOf, type Conversation } from '../../shared/model/conversation.ts';
import { pathTo } from '../../shared/model/tree.ts';

/** The longest text of a conversation that is attached to another one (UTF-16 code units). */
export const longestConversation = 200_000;

const leftOut = '[The beginning of the conversation is left out.]';

/**
 * The path on show as Markdown, for a model that reads it in another conversation: no reasoning and
 * no tool calls; attachments are named. A text that is too long loses its beginning. '' if there is
 * no text.
 */
export function conversationText({ title, messages, leafId }: Conversation): string {
  const said = pathTo(messages, leafId).flatMap((message) => {
    const files = attachmentsOf(message).map(({ name }) => `[Attached: ${name}]`);
    const text = [...files, textOf(message).trim()].filter(Boolean).join('\n');
    if (text === '') return [];
    return [`## ${message.role === 'user' ? 'Person' : 'Assistant'}\n\n${text}`];
  });
  if (said.length === 0) return '';
  const head = `# ${title}`;
  const whole = [head, ...said].join('\n\n');
  if (whole.length <= longestConversation) return whole;
  const room = longestConversation - head.length - leftOut.length - 4;
  // Half a character at the cut becomes a replacement character.
  const end = said.join('\n\n').slice(-Math.max(0, room)).toWellFormed();
  return [head, leftOut, end].join('\n\n');
}
