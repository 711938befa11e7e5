import { effectiveTools } from '../../../../shared/model/assistants/effective.ts';
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
  const { heads, settings, assistants } = store.getState();
  const { tools, assistantId } = turns.create();
  const own =
    conversationId === null
      ? {
          tools: tools ?? undefined,
          assistant: assistants?.find(({ id }) => id === assistantId),
        }
      : (heads[conversationId] ?? {});
  return effectiveTools(own, settings?.settings.tools ?? nothingChosen).value;
}
