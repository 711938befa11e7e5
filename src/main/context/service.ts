import type { Draft } from '../../shared/contract/index.ts';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Assistant } from '../../shared/model/assistants/assistant.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import { createCheckpoints } from './compaction/checkpoints.ts';
import { createRoomMaker, type RoomMaker, type RoomMakerOptions } from './compaction/make-room.ts';
import { createMeter, type MeterOptions } from './meter.ts';
import { createWeighing, type WeighingOptions } from './request-weight.ts';

/** Dependencies of {@link createContextService}. */
export interface ContextOptions
  extends
    Pick<RoomMakerOptions, 'turns' | 'choose' | 'openAccount' | 'tell'>,
    Pick<MeterOptions, 'limits'>,
    Omit<WeighingOptions, 'settings'> {
  readonly conversations: Pick<ConversationService, 'get' | 'change' | 'nowIso'>;
  /** The conversation with the text so far. */
  readonly look: (id: string) => Promise<Conversation>;
  readonly drafts: () => readonly Draft[];
  readonly assistant: (id: string) => Assistant;
  readonly settings: () => Settings;
}

/** Estimates the next requests of conversations and makes room in them. */
export interface ContextService extends RoomMaker {
  readonly handlers: HandlersOf<'context'>;
}

/** Creates the service. */
export function createContextService(options: ContextOptions): ContextService {
  const weigh = createWeighing(options);
  const checkpoints = createCheckpoints(options.conversations);
  const meter = createMeter({ ...options, conversation: options.look, weigh });
  const room = createRoomMaker({ ...options, checkpoints, weigh });
  return {
    ...room,
    handlers: {
      'context.meter': meter,
      'context.makeRoom': ({ conversationId, way, of }) => room.make(conversationId, way, of),
      'context.cancelRoom': ({ conversationId }) => room.cancel(conversationId),
      'context.editSummary': ({ conversationId, messageId, text }) =>
        checkpoints.edit(conversationId, messageId, text),
      'context.removeCheckpoint': ({ conversationId, messageId }) =>
        checkpoints.remove(conversationId, messageId),
    },
  };
}
