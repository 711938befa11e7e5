import * as z from 'zod';
import { heldAssistantSchema } from './assistants/assistant-schema.ts';
import type { Assistant } from './assistants/assistant.ts';
import type { WhenFull } from './context/room.ts';
import { whenFullSchema } from './context/when-full-schema.ts';
import { conversationVersion } from './versions/conversation-version.ts';
import type { ParleyError } from './errors.ts';
import { idSchema, type Id } from './id.ts';
import { parleyErrorSchema } from './stored-error.ts';
import { attachmentPartSchema, type AttachmentPart } from './message/attachment-schema.ts';
import { checkpointSchema, type Checkpoint } from './message/checkpoint-schema.ts';
import type { Compared, CompareSet, Comparison } from './message/comparison.ts';
import { comparedSchema, compareSetSchema, comparisonSchema } from './message/comparison-schema.ts';
import { messageDetailsSchema } from './message/details-schema.ts';
import type { MessageDetails } from './message/details.ts';
import { partSchema, type Part } from './message/part-schema.ts';
import { costLimitsSchema } from './spending/limits-schema.ts';
import type { CostLimits } from './spending/limits.ts';
import { usageSchema, type Usage } from './message/usage-schema.ts';
import { parametersSchema } from './parameters/schema.ts';
import type { Parameters } from './parameters/parameters.ts';
import { toolChoiceSchema, type ToolChoice } from './tools/tool-choice.ts';

export { conversationVersion } from './versions/conversation-version.ts';
export { idSchema, type Id } from './id.ts';

/**
 * The status of a message. `streaming`: text is arriving. `complete`: the model finished.
 * `stopped`: the person stopped it. `interrupted`: the stream or the program broke off. `failed`:
 * an error occurred. `truncated`: it reached the token limit (finish reason `length`).
 */
export const messageStatusSchema = z.enum([
  'streaming',
  'complete',
  'stopped',
  'interrupted',
  'failed',
  'truncated',
]);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

export const messageSchema = z.looseObject({
  id: idSchema,
  /** Null for a message at the root. */
  parentId: idSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  parts: z.array(partSchema),
  status: messageStatusSchema,
  model: z.string().optional(),
  providerId: z.string().optional(),
  /** As sent by the server: stop, length, tool_calls, content_filter, or anything else. */
  finishReason: z.string().optional(),
  usage: usageSchema.optional(),
  details: messageDetailsSchema.optional(),
  /** The person wrote this version of an answer. */
  edited: z.literal(true).optional(),
  /** For a question that several answered. */
  comparison: comparisonSchema.optional(),
  /** For an answer in a comparison. */
  compared: comparedSchema.optional(),
  checkpoint: checkpointSchema.optional(),
  error: parleyErrorSchema.optional(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
});

export interface Message {
  readonly id: Id;
  readonly parentId: Id | null;
  readonly role: 'user' | 'assistant';
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
  readonly model?: string | undefined;
  readonly providerId?: string | undefined;
  readonly finishReason?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly details?: MessageDetails | undefined;
  readonly edited?: true | undefined;
  readonly comparison?: Comparison | undefined;
  readonly compared?: Compared | undefined;
  /** Before this question, which is not the first one. */
  readonly checkpoint?: Checkpoint | undefined;
  readonly error?: ParleyError | undefined;
  readonly createdAt: string;
}

/** A message that waits until the answer before it is complete. */
const queuedMessageSchema = z.looseObject({
  id: idSchema,
  text: z.string(),
  attachments: z.array(attachmentPartSchema),
  /** It is not sent by itself. In a file, the others are of an earlier run and wait, too. */
  waits: z.literal(true).optional(),
  hasNoRoom: z.literal(true).optional(),
});

export interface QueuedMessage {
  readonly id: Id;
  readonly text: string;
  readonly attachments: readonly AttachmentPart[];
  readonly waits?: true | undefined;
  /** It waits because it left too little of the model's context when its turn came. */
  readonly hasNoRoom?: true | undefined;
}

/** An object, so that the pins of two processes can be merged by it. */
export interface PinnedMessage {
  readonly id: Id;
}

/** The message at which a branch was deleted; an object for the same reason. */
export interface DeletedBranch {
  readonly id: Id;
}

/** The message of another conversation that this one goes on from. */
export interface ForkedFrom {
  readonly id: Id;
  readonly messageId: Id;
}

const headShape = {
  id: idSchema,
  title: z.string(),
  /** The origin of the title. A title the person entered is never replaced automatically. */
  titledBy: z.enum(['first_words', 'model', 'person']),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Null uses the default system prompt of the settings. */
  systemPrompt: z.string().nullable(),
  /** Null uses the default provider and model of the settings. */
  providerId: z.string().nullable(),
  model: z.string().nullable(),
  /** The last message of the path on show; null if there is none. */
  leafId: idSchema.nullable(),
  /** The name of its folder; absent or '' if it has none. */
  folder: z.string().optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
  /** Absent for the default in the settings. */
  tools: toolChoiceSchema.optional(),
  /** What is set here and not elsewhere. */
  parameters: parametersSchema().optional(),
  /** What its answers may cost; absent for no limit. */
  limits: costLimitsSchema.optional(),
  /** What happens before a request that fills the context; absent for the setting. */
  whenFull: whenFullSchema.optional(),
  /** Its assistant as it was when it was chosen, or last changed together with this conversation. */
  assistant: heldAssistantSchema.optional(),
  /** Messages to send next, in order; absent if there are none. */
  queue: z.array(queuedMessageSchema).optional(),
  /** What `{{date}}` in its instructions stands for, as YYYY-MM-DD; set by the first request that needs it. */
  promptDay: z.iso.date().optional().catch(undefined),
  /** Pinned messages, the one pinned last at the end; absent if there are none. */
  pins: z.array(z.looseObject({ id: idSchema })).optional(),
  /** Deleted branches, the last one at the end; absent if there are none. */
  deletedBranches: z.array(z.looseObject({ id: idSchema })).optional(),
  forkedFrom: z.looseObject({ id: idSchema, messageId: idSchema }).optional(),
  /** Whom it compares; absent if it never did. */
  compare: compareSetSchema.optional(),
  /** The origin of an import: the program, the id there, and the last model that answered there. */
  importedFrom: z
    .looseObject({ source: z.string(), id: z.string(), model: z.string().optional() })
    .optional(),
};

/** A conversation as stored in its file: a tree of messages by id. Unknown fields are preserved. */
export const conversationSchema = z.looseObject({
  version: z.literal(conversationVersion),
  ...headShape,
  messages: z.record(idSchema, messageSchema),
});

/** Everything in a conversation except its messages, as needed by the sidebar and the header. */
export interface ConversationHead {
  readonly id: Id;
  readonly title: string;
  readonly titledBy: 'first_words' | 'model' | 'person';
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly systemPrompt: string | null;
  readonly providerId: string | null;
  readonly model: string | null;
  readonly leafId: Id | null;
  readonly folder?: string | undefined;
  readonly pinned?: boolean | undefined;
  readonly archived?: boolean | undefined;
  readonly tools?: ToolChoice | undefined;
  readonly parameters?: Parameters | undefined;
  readonly limits?: CostLimits | undefined;
  readonly whenFull?: WhenFull | undefined;
  readonly assistant?: Assistant | undefined;
  readonly queue?: readonly QueuedMessage[] | undefined;
  readonly pins?: readonly PinnedMessage[] | undefined;
  readonly deletedBranches?: readonly DeletedBranch[] | undefined;
  readonly forkedFrom?: ForkedFrom | undefined;
  readonly promptDay?: string | undefined;
  readonly compare?: CompareSet | undefined;
  /** Why this conversation can be read and not changed; absent otherwise, and never in a file. */
  readonly readOnly?: ReadOnlyReason | undefined;
  /** It is only in memory and ends with the program; absent otherwise, and never in a file. */
  readonly temporary?: true | undefined;
  readonly importedFrom?:
    | { readonly source: string; readonly id: string; readonly model?: string | undefined }
    | undefined;
}

/**
 * The file is from a newer Parley, or from an older one and could not be migrated; or the whole
 * library is only read. The names are error codes.
 */
export type ReadOnlyReason = 'saved_by_newer' | 'saved_by_older' | 'library_read_only';

export interface Conversation extends ConversationHead {
  readonly version: typeof conversationVersion;
  readonly messages: Readonly<Record<Id, Message>>;
}

export { attachmentsOf, headOf, textOf } from './conversation-views.ts';
export {
  attachmentPartSchema,
  originSchema,
  sha256Schema,
  type AttachmentPart,
  type PdfPictures,
} from './message/attachment-schema.ts';
export {
  partSchema,
  toolStateSchema,
  type CalledTool,
  type Opaque,
  type Part,
  type ResultContent,
  type ToolState,
} from './message/part-schema.ts';
export type { Usage } from './message/usage-schema.ts';
export type { ActiveCheckpoint, Checkpoint, SummaryRequest } from './message/checkpoint-schema.ts';
