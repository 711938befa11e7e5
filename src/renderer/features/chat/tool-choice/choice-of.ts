import type { Id } from '../../../../shared/model/conversation.ts';
import type { ToolChoice } from '../../../../shared/model/tools.ts';
import type { Controller } from '../../../client/controller.ts';
import type { Turns } from '../page/turns.ts';
import { nothingChosen } from '../../../../shared/model/tools/choice.ts';

/** Returns the tools of a conversation as they are now; null is one that does not exist yet. */
export function choiceOf(
  { store }: Pick<Controller, 'store'>,
  turns: Turns,
  conversationId: Id | null,
): ToolChoice {
  const { heads, settings } = store.getState();
  const own = conversationId === null ? turns.create().tools : heads[conversationId]?.tools;
  return own ?? settings?.settings.tools ?? nothingChosen;
}
