import type { Client } from '../../shared/contract/client.ts';
import type { ClientHandlersOf } from '../../shared/contract/handlers.ts';
import type { CommandInput, Draft } from '../../shared/contract/index.ts';
import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';
import type { Caret } from '../../shared/model/message/caret.ts';
import type { DraftStep } from '../../shared/model/message/draft-step.ts';
import type { AssistantsPort } from '../conversations/handlers.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import { answeredByOf } from './compare/askers.ts';
import type { CheckRoom, QueuedMessages } from './queued-messages.ts';
import type { TurnService } from './turn-service.ts';

type SentAttachment = NonNullable<CommandInput<'chat.send'>['attachments']>[number];

/** The attachment operations that chat depends on. */
export interface AttachmentsPort {
  /**
   * Builds the message part for an attachment. Throws an ExpectedError if the attachment is
   * missing.
   */
  describe(named: SentAttachment): Promise<AttachmentPart>;
  /** Marks attachments as used, so that they are not cleaned up. */
  settle(parts: readonly AttachmentPart[]): void;
}

/** Stores unsent drafts. */
export interface DraftsPort {
  set(
    conversationId: Id | null,
    text: string,
    change?: Partial<Pick<Draft, 'pasted' | 'attachments' | 'edits' | 'caret'>>,
  ): void;
  setCaret(conversationId: Id | null, caret: Caret): void;
  lastStep(conversationId: Id | null): DraftStep | null;
}

/** Creates the handlers of commands about questions and answers. */
export function createChatHandlers(rooms: {
  readonly turns: TurnService;
  readonly queued: QueuedMessages;
  readonly attachments: AttachmentsPort;
  readonly drafts: DraftsPort;
  readonly assistants: Pick<AssistantsPort, 'get'>;
  readonly conversations: Pick<ConversationService, 'discardEmpty'>;
  readonly room: CheckRoom;
  /** Called with each change that a person types: a question will probably follow. */
  readonly prepareQuestion: () => void;
  /** All windows. */
  readonly clients: () => readonly Client[];
}): ClientHandlersOf<'chat'> {
  const { turns, queued, drafts, conversations, assistants } = rooms;
  const { attachments, room, clients } = rooms;
  const describeAll = (named: readonly SentAttachment[]): Promise<readonly AttachmentPart[]> =>
    Promise.all(named.map((each) => attachments.describe(each)));
  return {
    'chat.send': async ({ conversationId, text, attachments: named = [], isNew, evenIfFull }) => {
      try {
        const described = await describeAll(named);
        if (evenIfFull !== true)
          await room(conversationId, { kind: 'message', text, attachments: described });
        return await turns.send(conversationId, text, { attachments: described, compares: true });
      } catch (error) {
        if (isNew === true) await conversations.discardEmpty(conversationId);
        throw error;
      }
    },
    'chat.edit': async ({ conversationId, messageId, text, attachments: kept, evenIfFull }) => {
      const asked = { kind: 'edit', messageId, text, attachments: kept } as const;
      if (evenIfFull !== true) await room(conversationId, asked);
      return turns.edit(conversationId, messageId, text, kept);
    },
    'chat.regenerate': async ({ conversationId, messageId, by, evenIfFull }) => {
      if (evenIfFull !== true) await room(conversationId, { kind: 'answer', messageId, by });
      const wish = by === undefined ? {} : { by: answeredByOf(by, (id) => assistants.get(id)) };
      return turns.regenerate(conversationId, messageId, wish);
    },
    'chat.retry': async ({ conversationId, messageId, mayPassLimits, evenIfFull }) => {
      if (evenIfFull !== true) await room(conversationId, { kind: 'answer', messageId });
      return turns.retry(conversationId, messageId, { mayPassLimits });
    },
    'chat.continue': async ({ conversationId, messageId, mayPassLimits, evenIfFull }) => {
      if (evenIfFull !== true) await room(conversationId, { kind: 'continue', messageId });
      return turns.continueAnswer(conversationId, messageId, { mayPassLimits });
    },
    'chat.queue': async ({ conversationId, text, attachments: named = [] }) =>
      queued.add(conversationId, text, await describeAll(named)),
    'chat.changeQueued': ({ conversationId, queuedId, text, waits }) =>
      queued.change(conversationId, queuedId, { text, waits }),
    'chat.removeQueued': ({ conversationId, queuedId }) => queued.remove(conversationId, queuedId),
    'chat.sendQueued': ({ conversationId, evenIfFull }) =>
      queued.sendNow(conversationId, evenIfFull),
    'chat.stop': ({ conversationId, messageId }) => turns.stop(conversationId, messageId),
    'chat.acknowledge': ({ turn, seq }, client) => turns.acknowledge(client, turn, seq),
    'draft.set': (draft, client) => {
      const { conversationId, text, pasted, attachments: parts, edits, caret } = draft;
      if (text !== '') rooms.prepareQuestion();
      if (parts !== undefined) attachments.settle(parts);
      drafts.set(conversationId, text, {
        ...(pasted === undefined ? {} : { pasted }),
        ...(parts === undefined ? {} : { attachments: parts }),
        ...(edits === undefined ? {} : { edits }),
        ...(caret === undefined ? {} : { caret }),
      });
      for (const other of clients()) {
        if (other.id !== client.id) other.send('draft', draft);
      }
    },
    'draft.caret': ({ conversationId, caret }) => drafts.setCaret(conversationId, caret),
    'draft.lastStep': ({ conversationId }) => drafts.lastStep(conversationId),
  };
}
