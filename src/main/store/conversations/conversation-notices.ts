import type { Notice } from '../../../shared/contract/index.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import type { News } from '../../../shared/model/news.ts';

/** Builds a notice about a conversation. */
export function noticeFor(id: Id, news: News): Notice {
  return { id: `conversation-${id}`, tone: 'problem', news };
}
