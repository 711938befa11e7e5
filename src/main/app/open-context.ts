import type { Emit } from '../conversations/conversation-service.ts';
import type { ContextService } from '../context/service.ts';
import type { AssistantService } from '../assistants/service.ts';
import type { Store } from '../store/index.ts';
import type { Drafts } from '../store/temporary/drafts.ts';
import type { ToolService } from '../tools/service.ts';
import type { LoadAttachment } from '../turns/attachment-contents.ts';
import type { Core } from './core.ts';
import { onFirstUse, type OnFirstUse } from './on-first-use.ts';

/** Dependencies of {@link openContext}. */
export interface OpenContextOptions {
  readonly core: Core;
  readonly store: Pick<Store, 'settings'>;
  readonly drafts: Pick<Drafts, 'all'>;
  readonly assistants: Pick<AssistantService, 'get'>;
  readonly loadAttachment: LoadAttachment;
  readonly loadTools: () => Promise<ToolService>;
  readonly emit: Emit;
}

/** The service that knows how full the context is, loaded on first use. */
export function openContext(options: OpenContextOptions): OnFirstUse<ContextService> {
  const { store, loadTools, emit } = options;
  return onFirstUse(async () => {
    const { createContextService } = await import('../context/service.ts');
    const { conversations, turns, choose, contextTokens, registry, spending } = options.core;
    return createContextService({
      conversations,
      turns,
      choose,
      contextTokens,
      look: (id) => turns.look(id),
      drafts: () => options.drafts.all(),
      assistant: (id) => options.assistants.get(id),
      settings: () => store.settings.read(),
      defaultProviderId: () => registry.defaultProviderId(),
      loadAttachment: options.loadAttachment,
      toolTokens: async (input) => (await (await loadTools()).handlers['tools.cost'](input)).tokens,
      limits: (asked) => spending.limitsOf(asked),
      openAccount: spending.openAccount,
      factors: (providerId, model) => registry.factors(providerId, model),
      tell: (running) => emit('compactions', running),
    });
  });
}
