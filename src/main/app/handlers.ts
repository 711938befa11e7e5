import type { Client } from '../../shared/contract/client.ts';
import type { ClientHandlersOf, Handlers } from '../../shared/contract/handlers.ts';
import type { DailyUsage } from '../../shared/model/library.ts';
import type { Settings, SettingsPatch } from '../../shared/model/settings.ts';
import type { AssistantService } from '../assistants/service.ts';
import { createAttachmentHandlers, type AttachmentRooms } from '../attachments/handlers.ts';
import type { BackupService } from '../backup/service.ts';
import { createContextHandlers } from '../context/handlers.ts';
import type { ContextService } from '../context/service.ts';
import type { TemporaryPort } from '../conversations/ports.ts';
import { createConversationHandlers } from '../conversations/handlers.ts';
import { createTrashHandlers } from '../conversations/trash-handlers.ts';
import { createApiHandlers } from '../local-api/handlers.ts';
import type { ApiService } from '../local-api/service.ts';
import type { PromptService } from '../prompts/service.ts';
import { createProviderHandlers, type ProviderRooms } from '../providers/handlers.ts';
import { createLibraryHandlers } from '../search/handlers.ts';
import type { Library } from '../search/library.ts';
import type { DraftStore } from '../store/drafts/drafts.ts';
import { createLazyOfferHandlers, type OfferHandlers } from '../tools/offers/lazy-handlers.ts';
import type { SpendingService } from '../spending/spending.ts';
import { createToolHandlers, type ToolHandlers } from '../tools/handlers.ts';
import { createTransferHandlers, type TransferRooms } from '../transfer/transfer.ts';
import { createChatHandlers } from '../turns/handlers.ts';
import type { QueuedMessages } from '../turns/queued-messages.ts';
import { withUse } from '../../shared/model/palette/uses.ts';
import type { TurnService } from '../turns/turn-service.ts';
import type { UpdateService } from '../updates/service.ts';
import { withUndo, type RecordRooms } from '../undo/record.ts';
import { readOnlyHandlers } from './library/read-only-handlers.ts';
import type { OnFirstUse } from './on-first-use.ts';
import { createWindowHandlers, type WindowRooms } from './window-handlers.ts';

/** The rooms that answer commands. */
export interface HandlerRooms extends WindowRooms, Omit<ProviderRooms, 'registry'> {
  readonly registry: ProviderRooms['registry'];
  readonly loadContext: OnFirstUse<ContextService>;
  readonly spending: SpendingService;
  readonly queued: QueuedMessages;
  readonly prepareQuestion: () => void;
  readonly clients: () => readonly Client[];
  readonly temporary: TemporaryPort;
  readonly drafts: Pick<DraftStore, 'all' | 'set' | 'setCaret' | 'lastStep'>;
  readonly assistants: AssistantService;
  readonly prompts: PromptService;
  readonly api: ApiService;
  readonly quick: ClientHandlersOf<'quick'>;
  readonly library: Library;
  /** Usage of models that is in no conversation. */
  readonly usageElsewhere: () => Promise<readonly DailyUsage[]>;
  readonly loadTools: () => Promise<ToolHandlers>;
  readonly loadOffers: () => Promise<OfferHandlers>;
  readonly transfer: Omit<TransferRooms, 'copy'>;
  readonly attachments: AttachmentRooms;
  readonly backups: Pick<BackupService, 'handlers'>;
  readonly updates: Pick<UpdateService, 'handlers'>;
  /** Records the changes that the person can take back. */
  readonly undo: RecordRooms;
}

function patched(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}

/** Turns whose Stop also ends a summary that is being written. */
function stopsAll({
  turns,
  loadContext,
}: Pick<HandlerRooms, 'turns' | 'loadContext'>): TurnService {
  return {
    ...turns,
    async stop(conversationId, messageId) {
      if (messageId === undefined) (await loadContext.made())?.cancel(conversationId);
      await turns.stop(conversationId, messageId);
    },
  };
}

function allHandlers(rooms: HandlerRooms): Handlers {
  const { attachments, system, transfer, loadContext } = rooms;
  const turns = stopsAll(rooms);
  const handlers: Handlers = {
    ...createApiHandlers(rooms.api),
    ...rooms.assistants.handlers,
    ...rooms.prompts.handlers,
    ...createAttachmentHandlers(attachments),
    ...createChatHandlers({
      ...rooms,
      turns,
      attachments: attachments.attachments,
      room: async (...sent) => (await loadContext()).check(...sent),
    }),
    ...createContextHandlers(loadContext),
    ...createConversationHandlers({ ...rooms, turns }),
    ...createLibraryHandlers({
      ...rooms,
      spentThisMonth: () => rooms.spending.ofThisMonth(),
      async exportUsage(statistics) {
        const { exportUsage } = await import('./export-usage.ts');
        return exportUsage({
          ...transfer,
          statistics,
          prices: () => rooms.prices.list(),
          providers: () => rooms.registry.list(),
        });
      },
    }),
    ...createLazyOfferHandlers(rooms.loadOffers),
    ...createProviderHandlers(rooms),
    ...rooms.quick,
    ...createToolHandlers(rooms.loadTools),
    ...createTransferHandlers({ ...transfer, copy: (text, html) => system.copy(text, html) }),
    ...createTrashHandlers(rooms),
    ...createWindowHandlers(rooms),
    ...rooms.backups.handlers,
    ...rooms.updates.handlers,
    'job.cancel': ({ jobId }) => transfer.jobs.cancel(jobId),
    'settings.update': (patch) => rooms.settings.update((before) => patched(before, patch)),
    'settings.countUse': ({ key }) =>
      rooms.settings.update((before) => ({
        ...before,
        uses: withUse(before.uses, key, Date.now()),
      })),
    'storage.retry': () => rooms.store.retry(),
    ...rooms.undo.undo.handlers,
  };
  return withUndo(handlers, rooms.undo);
}

/** Creates the handlers of every command in the contract. */
export function createHandlers(rooms: HandlerRooms): Handlers {
  const handlers = allHandlers(rooms);
  return rooms.readOnly === null ? handlers : readOnlyHandlers(handlers);
}
