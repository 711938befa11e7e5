import type { Notice } from '../../../shared/contract/index.ts';
import type { Id } from '../../../shared/model/conversation.ts';

/** What the person should know about a conversation. */
export function noticeFor(id: Id, title: string, message: string): Notice {
  return { id: `conversation-${id}`, tone: 'problem', message: `“${title}”: ${message}` };
}

/** Of a conversation whose title nobody knows; its id says nothing to a person. */
export function nameless(id: Id, message: string): Notice {
  return { id: `conversation-${id}`, tone: 'problem', message };
}
