import type { Id } from '../conversation.ts';

/** The scheme of Parley's links, without its colon; also in electron-builder.yml. */
export const linkScheme = 'parley';

/** The link to a conversation, or to one of its messages. */
export function linkTo(conversationId: Id, messageId: Id | null): string {
  const place = messageId === null ? conversationId : `${conversationId}/${messageId}`;
  return `${linkScheme}://open/${place}`;
}
