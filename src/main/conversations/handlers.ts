import { expected } from '../../shared/expected.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { ClientHandlersOf } from '../../shared/contract/handlers.ts';
import type { CommandInput } from '../../shared/contract/index.ts';
import { withAssistant } from '../../shared/model/assistants/effective.ts';
import type { Assistant } from '../../shared/model/assistants/assistant.ts';
import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { Conversation, Id } from '../../shared/model/conversation.ts';
import { isPinned, maxPins, withPin } from '../../shared/model/message/pins.ts';
import { hasNoLimit } from '../../shared/model/spending/limits.ts';
import { ownEntry } from '../../shared/own-entry.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { createPauses } from '../event-loop/pauses.ts';
import { createBranchHandlers } from './branch-handlers.ts';
import type { ConversationService } from './conversation-service.ts';
import { newId } from './id.ts';
import type { TemporaryPort } from './ports.ts';
import { createTemporaryHandlers } from './temporary-handlers.ts';
import { partOf, restOf } from './part-of-conversation.ts';

/** The turn operations that the conversation commands depend on. */
export interface TurnsPort {
  open(conversationId: Id, client: Client): Promise<OpenedConversation>;
  stop(conversationId: Id): Promise<void>;
}

/** The assistants that conversations choose from. */
export interface AssistantsPort {
  /** Throws an ExpectedError if there is no such assistant. */
  get(assistantId: string): Assistant;
  has(assistantId: string): boolean;
}

type Patch = CommandInput<'conversation.update'>['patch'];
type Change<V> = (before: Conversation, value: V, assistants: AssistantsPort) => Conversation;

/**
 * How each field of a patch changes a conversation. A field without a function does not compile.
 */
const changes: { readonly [K in keyof Patch]-?: Change<Exclude<Patch[K], undefined>> } = {
  // First, so that a model in the same patch is the conversation's own.
  assistantId: (before, assistantId, assistants) =>
    withAssistant(before, assistantId === null ? null : assistants.get(assistantId)),
  title: (before, title) => ({ ...before, title, titledBy: 'person' }),
  systemPrompt: (before, systemPrompt) => ({ ...before, systemPrompt }),
  model: (before, { providerId, model }) => ({ ...before, providerId, model }),
  pinned: (before, pinned) => ({ ...before, pinned }),
  archived: (before, archived) => ({ ...before, archived }),
  folder: ({ folder: _folder, ...rest }, folder) => (folder === null ? rest : { ...rest, folder }),
  parameters: ({ parameters: _parameters, ...rest }, parameters) =>
    parameters === null || Object.keys(parameters).length === 0 ? rest : { ...rest, parameters },
  compare: (before, compare) => ({ ...before, compare }),
  limits: ({ limits: _limits, ...rest }, limits) =>
    hasNoLimit(limits) ? rest : { ...rest, limits },
  whenFull: ({ whenFull: _whenFull, ...rest }, whenFull) =>
    whenFull === null ? rest : { ...rest, whenFull },
  tools: ({ tools: _tools, ...rest }, tools) => (tools === null ? rest : { ...rest, tools }),
};

function patched(before: Conversation, patch: Patch, assistants: AssistantsPort): Conversation {
  const fields = Object.keys(changes) as (keyof Patch)[];
  return fields.reduce((conversation, field) => {
    const value = patch[field];
    // The value belongs to this field, but the compiler cannot follow that through a loop.
    const change = changes[field] as Change<typeof value>;
    return value === undefined ? conversation : change(conversation, value, assistants);
  }, before);
}

/** Creates the handlers of commands about conversations. */
export function createConversationHandlers(rooms: {
  readonly conversations: ConversationService;
  readonly turns: TurnsPort;
  readonly assistants: AssistantsPort;
  readonly settings: { read(): Pick<Settings, 'folderAssistants'> };
  readonly temporary: TemporaryPort;
}): ClientHandlersOf<'conversation'> {
  const { conversations, turns, assistants, settings } = rooms;
  /** A conversation that begins in a folder gets its assistant, unless it chooses another or none. */
  const inFolder = (patch: Patch): Patch => {
    const { folder = null, assistantId: own } = patch;
    if (folder === null || own !== undefined) return patch;
    const assistantId = ownEntry(settings.read().folderAssistants, folder);
    return assistantId !== undefined && assistants.has(assistantId)
      ? { ...patch, assistantId }
      : patch;
  };
  return {
    ...createBranchHandlers(conversations, newId),
    ...createTemporaryHandlers(conversations, rooms.temporary),
    'conversation.open': async ({ conversationId, near }, client) => {
      const pause = createPauses();
      const opened = await turns.open(conversationId, client);
      // Reading a long one has taken a turn's time.
      await pause();
      return near === undefined ? opened : partOf(opened, near);
    },
    'conversation.rest': async ({ conversationId, held, after }) =>
      restOf(await conversations.get(conversationId), held, after),
    'conversation.create': (patch) =>
      conversations.create((before) => patched(before, inFolder(patch), assistants)),
    'conversation.update': async ({ conversationIds, patch }) => {
      const writes: Promise<boolean>[] = [];
      const pause = createPauses();
      for (const id of conversationIds) {
        await pause();
        const { written } = await conversations.change(id, (before) =>
          patched(before, patch, assistants),
        );
        writes.push(written);
      }
      await Promise.all(writes);
    },
    'conversation.delete': async ({ conversationId }) => {
      await turns.stop(conversationId);
      await conversations.remove(conversationId);
    },
    'conversation.pinMessage': async ({ conversationId, messageId, pinned }) => {
      const { written } = await conversations.change(conversationId, (before) => {
        if (isPinned(before, messageId) === pinned) return before;
        if (before.messages[messageId] === undefined) throw expected('message_gone', {});
        if (pinned && (before.pins?.length ?? 0) >= maxPins) {
          throw expected('too_many_pins', { most: maxPins });
        }
        return withPin(before, messageId, pinned);
      });
      await written;
    },
    'conversation.showVersion': ({ conversationId, messageId }) =>
      conversations.showVersion(conversationId, messageId),
  };
}
