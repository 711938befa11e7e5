import { effectiveTools } from '../../shared/model/assistants/effective.ts';
import type { ToolChoice } from '../../shared/model/tools.ts';
import type { ToolService } from '../tools/service.ts';
import { noTools } from '../turns/calls/tool-runner.ts';
import type { ToolsOf } from '../turns/turn-service.ts';

/** Provides the tools of turns. Loads their code only for conversations that use tools. */
export function toolsOnUse(
  settings: () => { readonly tools?: ToolChoice | undefined },
  load: () => Promise<Pick<ToolService, 'toolsOf'>>,
): ToolsOf {
  return async (conversation, turn) => {
    const { on } = effectiveTools(conversation, settings().tools).value;
    if (on.length === 0) return noTools;
    return (await load()).toolsOf(conversation, turn);
  };
}
