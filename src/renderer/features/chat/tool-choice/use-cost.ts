import { useEffect, useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { ToolChoice, ToolsCost } from '../../../../shared/model/tools.ts';
import { useApp, useController } from '../../../client/use-app.ts';

/** A conversation and its model; null for the default of the settings. */
export interface CostPlace {
  /** Null if the conversation does not exist yet. */
  readonly conversationId: Id | null;
  readonly providerId: string | null;
  readonly model: string | null;
}

/** What the chosen tools cost with the next request; null until main has said. */
export function useCost(choice: ToolChoice, place: CostPlace): ToolsCost | null {
  const controller = useController();
  const view = useApp((state) => state.tools);
  const { conversationId, providerId, model } = place;
  const [cost, setCost] = useState<ToolsCost | null>(null);
  useEffect(() => {
    // A server that lists its tools changes the view, and so the cost.
    if (view === null) return undefined;
    let isCurrent = true;
    const tools = { on: [...choice.on], off: [...choice.off] };
    void controller
      .command('tools.cost', { conversationId, tools, providerId, model })
      .then((result) => {
        if (isCurrent && result.ok) setCost(result.value);
      });
    return () => {
      isCurrent = false;
    };
  }, [controller, view, choice, conversationId, providerId, model]);
  return cost;
}
