import type { CommandInput } from '../../../../shared/contract/index.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Controller, Question } from '../../../client/controller.ts';
import { createValue } from './value.ts';

type Create = CommandInput<'conversation.create'>;

/** Sends and stops, at most one of each at a time per conversation. */
export interface Turns {
  /** `busy`: an answer is in progress or the same text is being sent; nothing was sent. */
  readonly send: (conversationId: Id | null, question: Question) => 'busy' | Promise<Result<void>>;
  /** Keeps a message for after the answer of this conversation. */
  readonly queue: (conversationId: Id, question: Question) => Promise<Result<void>>;
  readonly stop: (conversationId: Id | null) => Promise<void>;
  /** Sets the options for a conversation that does not exist yet. */
  readonly setCreate: (create: Create) => void;
  readonly create: () => Create;
  /** Calls the listener after every change of `create`. Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The conversation created for the message being sent; null if none was. */
  readonly createdBySending: () => Id | null;
}

/** Makes the guard around one window's commands. */
export function createTurns(controller: Controller): Turns {
  const sending = new Set<Id | null>();
  const stopping = new Map<Id, Promise<void>>();
  const create = createValue<Create>({});
  let created: Id | null = null;

  const run = async (conversationId: Id | null, question: Question): Promise<Result<void>> => {
    try {
      if (conversationId !== null) await stopping.get(conversationId);
      const result = await controller.send(question, create.get(), (id) => {
        created = id;
      });
      if (conversationId === null && result.ok) create.set({});
      return result;
    } finally {
      sending.delete(conversationId);
      if (conversationId === null) created = null;
    }
  };

  return {
    send(conversationId, question) {
      const isStreaming =
        conversationId !== null && controller.store.getState().streaming.has(conversationId);
      // After Stop, the next message does not wait for the answer to end.
      const isStopping = conversationId !== null && stopping.has(conversationId);
      if (sending.has(conversationId)) return 'busy';
      if (conversationId !== null && conversationId === created) return 'busy';
      if (isStreaming && !isStopping) return 'busy';
      sending.add(conversationId);
      return run(conversationId, question);
    },
    queue: (conversationId, question) =>
      controller.command('chat.queue', { conversationId, ...question }),
    async stop(conversationId) {
      if (conversationId === null) return;
      const stopped =
        stopping.get(conversationId) ??
        controller.command('chat.stop', { conversationId }).then(() => undefined);
      stopping.set(conversationId, stopped);
      await stopped;
      stopping.delete(conversationId);
    },
    setCreate: create.set,
    create: create.get,
    subscribe: create.subscribe,
    createdBySending: () => created,
  };
}
