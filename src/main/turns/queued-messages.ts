import { expected, ExpectedError } from '../../shared/expected.ts';
import type { StartedTurn } from '../../shared/model/chat-event.ts';
import type { Asked } from '../../shared/model/context/room.ts';
import type {
  AttachmentPart,
  Conversation,
  Id,
  QueuedMessage,
} from '../../shared/model/conversation.ts';
import {
  maxQueued,
  withoutQueued,
  withQueue,
  withReleasedQueue,
  withWaitingQueue,
  withoutRoom,
} from '../../shared/model/message/queue.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { TurnService } from './turn-service.ts';

/** Throws an ExpectedError if what is asked leaves too little of the model's context. */
export type CheckRoom = (conversationId: Id, asked: Asked) => Promise<void>;

/** Messages that were written while an answer streamed. They are in the file of the conversation. */
export interface QueuedMessages {
  /** Resolves once it is on disk, or known to be unsaved. Throws ExpectedErrors. */
  add(conversationId: Id, text: string, attachments: readonly AttachmentPart[]): Promise<void>;
  /** An omitted text stays as it is. Throws an ExpectedError if the message is gone. */
  change(
    conversationId: Id,
    queuedId: Id,
    to: { readonly text?: string | undefined; readonly waits: boolean },
  ): Promise<void>;
  remove(conversationId: Id, queuedId: Id): Promise<void>;
  /** Stops the answer, sends the first one, and lets the others follow. Throws ExpectedErrors. */
  sendNow(conversationId: Id, evenIfFull?: boolean): Promise<StartedTurn>;
  /** Sends the first one unless it waits for the person. Never rejects. */
  goOn(conversationId: Id): Promise<void>;
}

interface Dependencies {
  readonly conversations: Pick<ConversationService, 'get' | 'change'>;
  readonly turns: () => Pick<TurnService, 'sendQueued' | 'stop' | 'streaming'>;
  /** By default everything fits. */
  readonly checkRoom?: CheckRoom | undefined;
  readonly newId: () => Id;
  readonly report: (error: unknown) => void;
}

/** True if the last answer is complete, so that a message may follow by itself. */
function isAnswered({ messages, leafId }: Conversation): boolean {
  return leafId === null || messages[leafId]?.status === 'complete';
}

function changed(
  message: QueuedMessage,
  { text = message.text, waits }: { readonly text?: string | undefined; readonly waits: boolean },
): readonly QueuedMessage[] {
  const { waits: _waits, hasNoRoom: _hasNoRoom, ...rest } = message;
  if (text === '' && rest.attachments.length === 0) return [];
  return [{ ...rest, text, ...(waits ? { waits } : {}) }];
}

/** Creates the queues of all conversations. */
export function createQueuedMessages(options: Dependencies): QueuedMessages {
  const { conversations, turns, checkRoom = () => Promise.resolve() } = options;

  /** The answer may have ended, or was stopped, while the message was on its way here. */
  const mayFollow = (before: Conversation): boolean =>
    turns().streaming().includes(before.id) || isAnswered(before);

  const write = async (
    conversationId: Id,
    change: (before: Conversation) => Conversation,
  ): Promise<void> => {
    // A message is shown as queued once it is on disk, or known to be unsaved.
    const { written } = await conversations.change(conversationId, change, 'once_written');
    await written;
  };

  const queued: QueuedMessages = {
    async add(conversationId, text, attachments) {
      if (text === '' && attachments.length === 0) throw expected('nothing_to_send', {});
      await write(conversationId, (before) => {
        const { queue = [] } = before;
        if (queue.length >= maxQueued) throw expected('queue_full', { most: maxQueued });
        const waits = mayFollow(before) ? {} : { waits: true as const };
        return withQueue(before, [...queue, { id: options.newId(), text, attachments, ...waits }]);
      });
      await queued.goOn(conversationId);
    },
    async change(conversationId, queuedId, to) {
      await write(conversationId, (before) => {
        const { queue = [] } = before;
        if (queue.every(({ id }) => id !== queuedId)) throw expected('queued_gone', {});
        const waits = to.waits || !mayFollow(before);
        return withQueue(
          before,
          queue.flatMap((each) =>
            each.id === queuedId ? changed(each, { ...to, waits }) : [each],
          ),
        );
      });
      await queued.goOn(conversationId);
    },
    async remove(conversationId, queuedId) {
      await write(conversationId, (before) => withoutQueued(before, queuedId));
      await queued.goOn(conversationId);
    },
    async sendNow(conversationId, evenIfFull = false) {
      await turns().stop(conversationId);
      const { queue: [first] = [] } = await conversations.get(conversationId);
      if (first !== undefined && !evenIfFull) await checkRoom(conversationId, { kind: 'queued' });
      await conversations.change(conversationId, withReleasedQueue);
      try {
        return await turns().sendQueued(conversationId);
      } catch (error) {
        await conversations.change(conversationId, withWaitingQueue);
        throw error;
      }
    },
    async goOn(conversationId) {
      if (turns().streaming().includes(conversationId)) return;
      try {
        const { queue: [first] = [] } = await conversations.get(conversationId);
        if (first === undefined || first.waits === true) return;
        await checkRoom(conversationId, { kind: 'queued' });
        await turns().sendQueued(conversationId);
      } catch (error) {
        const code = error instanceof ExpectedError ? error.error.code : null;
        // Another message was faster; the queue goes on after its answer.
        if (code === 'still_answering' || code === 'queued_gone') return;
        // It waits until the person sends it.
        if (code === null) options.report(error);
        const waiting = code === 'context_full' ? withoutRoom : withWaitingQueue;
        await conversations.change(conversationId, waiting).catch(options.report);
      }
    },
  };
  return queued;
}
