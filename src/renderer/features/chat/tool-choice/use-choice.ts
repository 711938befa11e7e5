import { useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { ToolChoice } from '../../../../shared/model/tools.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { nothingChosen } from './choice.ts';

/** Where the choice is made. */
export interface ChoicePlace {
  /** null: the conversation does not exist yet. */
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** Which tools a conversation may use. */
export interface Choice {
  readonly choice: ToolChoice;
  /** What new conversations may use. */
  readonly usual: ToolChoice;
  /** null: as the settings say. */
  readonly choose: (next: ToolChoice | null) => void;
}

/** The tools that a conversation may use, and the way to change that. Use one per conversation (`key`). */
export function useChoice({ conversationId, page, turns }: ChoicePlace): Choice {
  const controller = useController();
  const kept = useApp((state) =>
    conversationId === null ? undefined : state.heads[conversationId]?.tools,
  );
  const usual = useApp((state) => state.settings?.settings.tools) ?? nothingChosen;
  // Chosen for a conversation that does not exist yet.
  const [chosen, setChosen] = useState(() => turns.create().tools ?? null);
  const own = conversationId === null ? chosen : kept;
  return {
    choice: own ?? usual,
    usual,
    choose(next) {
      // Contracts take lists that can be changed.
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
