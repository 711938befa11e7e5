import { useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { ToolChoice } from '../../../../shared/model/tools.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import type { CostPlace } from './use-cost.ts';
import { nothingChosen } from '../../../../shared/model/tools/choice.ts';

/** Arguments of {@link useChoice}. */
export interface ChoicePlace {
  /** Null if the conversation does not exist yet. */
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** The tools of a conversation, and the function that changes them. */
export interface Choice {
  readonly choice: ToolChoice;
  /** The tools of new conversations. */
  readonly usual: ToolChoice;
  /** What the cost of the tools depends on besides the choice. */
  readonly place: CostPlace;
  /** Null restores the choice of the settings. */
  readonly choose: (next: ToolChoice | null) => void;
}

/**
 * Reads and changes the tools of a conversation. Each conversation needs its own instance (`key`).
 */
export function useChoice({ conversationId, page, turns }: ChoicePlace): Choice {
  const controller = useController();
  const head = useApp((state) =>
    conversationId === null ? undefined : state.heads[conversationId],
  );
  const usual = useApp((state) => state.settings?.settings.tools) ?? nothingChosen;
  // The choice for a conversation that does not exist yet.
  const [chosen, setChosen] = useState(() => turns.create().tools ?? null);
  const own = conversationId === null ? chosen : head?.tools;
  const model = conversationId === null ? turns.create().model : head;
  return {
    choice: own ?? usual,
    usual,
    place: {
      conversationId,
      providerId: model?.providerId ?? null,
      model: model?.model ?? null,
    },
    choose(next) {
      // Contracts use mutable lists.
      const tools = next === null ? null : { on: [...next.on], off: [...next.off] };
      if (conversationId === null) {
        turns.setCreate({ ...turns.create(), tools });
        setChosen(tools);
        return;
      }
      void page.tell(() =>
        controller.command('conversation.update', {
          conversationIds: [conversationId],
          patch: { tools },
        }),
      );
    },
  };
}
