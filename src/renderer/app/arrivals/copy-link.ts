import { linkTo } from '../../../shared/model/arrival/link.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import { linkWords } from '../../../shared/words/desktop/arrivals.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import type { Controller } from '../../client/controller.ts';
import type { Say } from '../../common/use-problem.ts';

/** Copies the link to a conversation. Returns what to say, because nothing else would show it. */
export async function copyLink(controller: Controller, conversationId: Id): Promise<Say> {
  if (controller.store.getState().heads[conversationId]?.temporary === true) {
    return () => linkWords('temporary');
  }
  const text = linkTo(conversationId, null);
  const copied = await controller.command('app.copy', { text });
  return () => (copied.ok ? linkWords('copied') : sentenceOf(copied.error));
}
