import type { Id } from '../../shared/model/conversation.ts';
import type { PendingApproval } from '../../shared/model/tools.ts';
import type { Attachments } from '../attachments/attachments.ts';
import { systemTimers } from '../disk/timers.ts';
import { openExternally } from '../electron/links.ts';
import { appVersion } from '../electron/platform.ts';
import type { ToolService } from '../tools/service.ts';
import { createConversationClaims } from './conversation-claims.ts';
import type { Core } from './core.ts';
import { onFirstUse, type OnFirstUse } from './on-first-use.ts';
import type { OpenToolsOptions, PersonRooms } from './open-tools.ts';

/** Dependencies of {@link toolsOnFirstUse}: those of the tools, and what they are made of. */
export interface ToolsOnFirstUseOptions
  extends
    Omit<OpenToolsOptions, 'core' | 'attach' | 'version' | 'person' | 'onWaiting'>,
    Pick<PersonRooms, 'onRequest' | 'clients'> {
  readonly core: Core;
  readonly attachments: Pick<Attachments, 'addBytes'>;
  readonly isTemporary: (conversationId: Id) => boolean;
  readonly onToolsWaiting: (pending: PendingApproval) => void;
}

/** Makes the loader of the tools of a program with windows. */
export function toolsOnFirstUse(options: ToolsOnFirstUseOptions): OnFirstUse<ToolService> {
  const { core, attachments, isTemporary } = options;
  return onFirstUse(async () => {
    const { openTools } = await import('./open-tools.ts');
    const claims = createConversationClaims(options.root, systemTimers);
    return openTools({
      ...options,
      core: {
        turns: {
          look: (id) => core.turns.look(id),
          // A terminal on the same folder may be asking about the same call.
          resume: (id, messageId) =>
            isTemporary(id)
              ? core.turns.resume(id, messageId)
              : claims.hold(id, () => core.turns.resume(id, messageId)),
        },
        contextTokens: core.contextTokens,
      },
      attach: (bytes, name, of) => attachments.addBytes(bytes, name, of),
      version: appVersion(),
      onWaiting: options.onToolsWaiting,
      person: {
        core,
        onRequest: options.onRequest,
        clients: options.clients,
        openUrl: openExternally,
      },
    });
  });
}
