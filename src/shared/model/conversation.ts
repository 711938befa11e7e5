import * as z from 'zod';
import { parleyErrorSchema, type ParleyError } from './errors.ts';
import { toolChoiceSchema, type ToolChoice } from './tool-choice.ts';

/** The version of the conversation file that this Parley writes. */
export const conversationVersion = 3;

/** Ids are UUIDs (v7, made by main); the pattern also keeps them safe as file names. */
export const idSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export type Id = z.infer<typeof idSchema>;

/** The hash that an attachment is kept under; the pattern keeps it safe as a file name, too. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const pixelsSchema = z.number().int().positive();

const imagePartSchema = z.object({
  kind: z.literal('image'),
  attachment: sha256Schema,
  mediaType: z.string(),
  name: z.string(),
  /** Bytes; like the sides, absent for images that were brought in. */
  size: z.number().int().nonnegative().optional(),
  /** Pixels, so that its place can be kept before it is there. */
  width: pixelsSchema.optional(),
  height: pixelsSchema.optional(),
});

/** Pages of a scanned PDF that go to models as pictures, and how many there was no room for. */
const pdfPicturesSchema = z.object({
  drawn: z.number().int().nonnegative(),
  leftOut: z.number().int().nonnegative(),
});
export type PdfPictures = Readonly<z.infer<typeof pdfPicturesSchema>>;

const filePartSchema = z.object({
  kind: z.literal('file'),
  attachment: sha256Schema,
  mediaType: z.string(),
  name: z.string(),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** Of a text that is not UTF-8, as a label of the Encoding Standard. */
  encoding: z.string().max(40).optional(),
  /** Of a PDF that was scanned. */
  pictures: pdfPicturesSchema.optional(),
});

/** An image or a file that belongs to a message. */
export const attachmentPartSchema = z.discriminatedUnion('kind', [imagePartSchema, filePartSchema]);
export type AttachmentPart = Readonly<z.infer<typeof attachmentPartSchema>>;

/**
 * What a server wants back unchanged with a part of its answer, such as a signature. Only the provider
 * and model that made it can read it.
 */
export const opaqueSchema = z.object({
  provider: z.string(),
  model: z.string(),
  /** The bytes, as text in the form of the wire protocol. */
  data: z.string(),
});
export type Opaque = Readonly<z.infer<typeof opaqueSchema>>;

/**
 * How far a call of a tool has come. `proposed`: the model asked for it, and nobody has decided.
 * `approved` and `denied`: the decision. `running`: under way. `done` and `failed`: it has a result.
 * `interrupted`: it was cut off, or never ran, and will not run any more.
 */
export const toolStateSchema = z.enum([
  'proposed',
  'approved',
  'denied',
  'running',
  'done',
  'failed',
  'interrupted',
]);
export type ToolState = z.infer<typeof toolStateSchema>;

/** A piece of what a tool gave back. */
export const resultContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  imagePartSchema,
  /** Sound, a document, or a whole result of which the model got a part. */
  filePartSchema,
  /** Something that the server names by its address and the model can ask for. */
  z.object({
    kind: z.literal('link'),
    uri: z.string(),
    name: z.string(),
    description: z.string().optional(),
    mediaType: z.string().optional(),
  }),
  /** Data beside the text that says the same; JSON. */
  z.object({ kind: z.literal('structured'), json: z.string() }),
]);
export type ResultContent = Readonly<z.infer<typeof resultContentSchema>>;

/** The tool that a call went to, as it was named then. */
export const calledToolSchema = z.object({
  /** As permissions name it; see `toolKeySchema`. */
  key: z.string(),
  /** Of the server; '' for a tool of Parley. */
  server: z.string(),
  title: z.string(),
});
export type CalledTool = Readonly<z.infer<typeof calledToolSchema>>;

/** A source that an answer rests on. */
const citationPartSchema = z.object({
  kind: z.literal('citation'),
  url: z.string(),
  title: z.string(),
  /** What the page says. */
  passage: z.string().optional(),
  /** `page`: Parley read it. `provider`: the model's server says so. */
  from: z.enum(['page', 'provider']),
  /** How the text refers to it, such as 3 for `[3]`. */
  number: z.number().int().positive(),
});

/** A piece of a message's content. Unknown fields from a newer Parley are kept as they are. */
export const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('reasoning'),
    text: z.string(),
    /** From its first delta to whatever came after it, in ms. */
    durationMs: z.number().nonnegative().optional(),
    opaque: opaqueSchema.optional(),
  }),
  imagePartSchema,
  filePartSchema,
  z.object({
    kind: z.literal('tool_call'),
    callId: z.string(),
    name: z.string(),
    /** JSON as the model wrote it; not necessarily valid. */
    arguments: z.string(),
    state: toolStateSchema,
    opaque: opaqueSchema.optional(),
    /** Absent until it is known, and for calls that Parley has not made. */
    tool: calledToolSchema.optional(),
    /** What the person wrote in place of `arguments`; JSON. The tool got this. */
    edited: z.string().optional(),
  }),
  z.object({
    kind: z.literal('tool_result'),
    callId: z.string(),
    content: z.array(resultContentSchema).readonly(),
    isError: z.boolean(),
  }),
  citationPartSchema,
]);
export type Part = Readonly<z.infer<typeof partSchema>>;

/** Tokens, as the server counted them. A continued answer holds the sum of its requests. */
export const usageSchema = z.object({
  promptTokens: z.number().nonnegative(),
  completionTokens: z.number().nonnegative(),
  totalTokens: z.number().nonnegative(),
  reasoningTokens: z.number().nonnegative().optional(),
  cachedTokens: z.number().nonnegative().optional(),
});
export type Usage = Readonly<z.infer<typeof usageSchema>>;

/**
 * One status word. `streaming`: text is arriving. `complete`: the model ended it. `stopped`: the
 * person ended it. `interrupted`: the stream or the program broke off. `failed`: an error came.
 * `truncated`: the token limit was reached (finish reason `length`).
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
  /** null for the first message of a branch that starts at the root. */
  parentId: idSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  parts: z.array(partSchema),
  status: messageStatusSchema,
  model: z.string().optional(),
  providerId: z.string().optional(),
  /** As the server sent it: stop, length, tool_calls, content_filter, or anything. */
  finishReason: z.string().optional(),
  usage: usageSchema.optional(),
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
  readonly error?: ParleyError | undefined;
  readonly createdAt: string;
}

const headShape = {
  id: idSchema,
  title: z.string(),
  /** Who named it: a title the person gave is never replaced by an automatic one. */
  titledBy: z.enum(['first_words', 'model', 'person']),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** null: the default system prompt of the settings applies. */
  systemPrompt: z.string().nullable(),
  /** null: the default provider and model of the settings apply. */
  providerId: z.string().nullable(),
  model: z.string().nullable(),
  /** The last message of the path on show; null while there is none. */
  leafId: idSchema.nullable(),
  /** The name of the folder it is in; absent or '' for none. */
  folder: z.string().optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
  /** Absent: as the settings say. */
  tools: toolChoiceSchema.optional(),
  /** Where it was brought in from: the program, its id there, and the model that answered there last. */
  importedFrom: z
    .looseObject({ source: z.string(), id: z.string(), model: z.string().optional() })
    .optional(),
};

/** A conversation as kept in its file: a tree of messages by id. Unknown fields survive. */
export const conversationSchema = z.looseObject({
  version: z.literal(conversationVersion),
  ...headShape,
  messages: z.record(idSchema, messageSchema),
});

/** Everything of a conversation but its messages: what the sidebar and the header need. */
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
  /** Why this conversation can be read and not changed; absent otherwise, and never in a file. */
  readonly readOnly?: ReadOnlyReason | undefined;
  readonly importedFrom?:
    | { readonly source: string; readonly id: string; readonly model?: string | undefined }
    | undefined;
}

/** Its file is from a newer Parley, or from an older one and could not be brought up to date. The names are codes of errors. */
export type ReadOnlyReason = 'saved_by_newer' | 'saved_by_older';

export interface Conversation extends ConversationHead {
  readonly version: typeof conversationVersion;
  readonly messages: Readonly<Record<Id, Message>>;
}

export { attachmentsOf, headOf, joinedText, textOf } from './conversation-views.ts';
