import {
  effectiveTools,
  inheritedTools,
  wantedModel,
  type Effective,
  type ValueOrigin,
} from '../../../../shared/model/assistants/effective.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { ToolChoice } from '../../../../shared/model/tools.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { useOwnValues } from '../page/own-values.ts';
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
  readonly from: ValueOrigin;
  /** The tools that apply if the conversation chooses none. */
  readonly inherited: Effective<ToolChoice>;
  /** Null restores what is inherited. */
  readonly choose: (next: ToolChoice | null) => void;
}

/**
 * Reads and changes the tools of a conversation. Each conversation needs its own instance (`key`).
 */
export function useChoice({ conversationId, page, turns }: ChoicePlace): Choice {
  const controller = useController();
  const own = useOwnValues(conversationId, turns);
  const usual = useApp((state) => state.settings?.settings.tools) ?? nothingChosen;
  const { value: choice, from } = effectiveTools(own, usual);
  return {
    choice,
    from,
    usual,
    place: { conversationId, ...wantedModel(own) },
    inherited: inheritedTools(own.assistant, usual),
    choose(next) {
      // Contracts use mutable lists.
      const tools = next === null ? null : { on: [...next.on], off: [...next.off] };
      if (conversationId === null) {
        turns.setCreate({ ...turns.create(), tools });
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
