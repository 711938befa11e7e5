import type {
  Conversation,
  ConversationHead,
  Id,
  Message,
} from '../../../shared/model/conversation.ts';
import type { Assistant } from '../../../shared/model/assistants/assistant.ts';
import { withAdded } from '../../../shared/model/tree/branches.ts';
import { expected } from '../../../shared/expected.ts';
import { newId } from '../../conversations/id.ts';
import type { ConversationService } from '../../conversations/conversation-service.ts';
import type { AttachmentStore, KeptAttachment } from '../../store/attachments.ts';

/** Where an import stores what it finds. */
export interface ImportTarget {
  /** The conversations that already exist. */
  heads(): readonly ConversationHead[];
  get(id: Id): Promise<Conversation>;
  /** Stores a new conversation. Throws an ExpectedError (`storage`) if it cannot be written. */
  add(conversation: Conversation): Promise<void>;
  /** Adds messages to an existing conversation; its own messages stay as they are. */
  extend(id: Id, messages: readonly Message[]): Promise<void>;
  addAttachment(chunks: AsyncIterable<Uint8Array>): Promise<KeptAttachment>;
  hasAssistant(id: string): boolean;
  /** Throws an ExpectedError if there are too many, or if it cannot be written. */
  addAssistant(assistant: Assistant): Promise<void>;
}

/** The assistants, as far as an import adds to them. */
export interface AssistantsPort {
  has(assistantId: string): boolean;
  add(assistant: Assistant): Promise<void>;
}

function notWritten(): Error {
  return expected('import_unsaved', {});
}

/**
 * Gives the assistant that an imported conversation holds an id of its own: permissions that were
 * given to an assistant here must not count for a copy in a file.
 */
function withForeignAssistant(conversation: Conversation): Conversation {
  const { assistant } = conversation;
  return assistant === undefined
    ? conversation
    : { ...conversation, assistant: { ...assistant, id: newId() } };
}

/** The target used in production: the program's conversations and attachments. */
export function createImportTarget(
  conversations: ConversationService,
  attachments: AttachmentStore,
  assistants: AssistantsPort,
): ImportTarget {
  return {
    heads: () => conversations.heads(),
    get: (id) => conversations.get(id),
    async add(conversation) {
      if (!(await conversations.add(withForeignAssistant(conversation)))) throw notWritten();
    },
    async extend(id, messages) {
      const { written } = await conversations.change(id, (before) => withAdded(before, messages));
      if (!(await written)) throw notWritten();
    },
    addAttachment: (chunks) => attachments.put(chunks, null),
    hasAssistant: (id) => assistants.has(id),
    addAssistant: (assistant) => assistants.add(assistant),
  };
}
