import * as z from 'zod';
import { filePartSchema, imagePartSchema } from './attachment-schema.ts';

/**
 * Data that a server wants back unchanged with a part of its answer, such as a signature. Only the
 * provider and model that made it can read it.
 */
const opaqueSchema = z.object({
  provider: z.string(),
  model: z.string(),
  /** The bytes, encoded as text by the wire protocol. */
  data: z.string(),
});
export type Opaque = Readonly<z.infer<typeof opaqueSchema>>;

/**
 * The state of a tool call. `proposed`: requested by the model, not yet decided. `approved`,
 * `denied`: decided. `running`: in progress. `done`, `failed`: it has a result. `interrupted`: it
 * was cut off or never ran, and will not run.
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

/**
 * Whom a server means a piece for, if not both. What is for the `user` alone is not sent to models;
 * what is for the `assistant` alone is shown folded.
 */
const audienceShape = { audience: z.enum(['user', 'assistant']).optional() };

/** A piece of a tool result. */
const resultContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), ...audienceShape }),
  imagePartSchema.extend(audienceShape),
  /** Sound, a document, or a whole result that was too long for the model. */
  filePartSchema.extend(audienceShape),
  /** A link to a resource of the server, which the model can request. */
  z.object({
    kind: z.literal('link'),
    uri: z.string(),
    name: z.string(),
    description: z.string().optional(),
    mediaType: z.string().optional(),
    ...audienceShape,
  }),
  /** Structured data beside a text with the same content, as JSON. */
  z.object({ kind: z.literal('structured'), json: z.string() }),
]);
export type ResultContent = Readonly<z.infer<typeof resultContentSchema>>;

/** The tool of a call, with its names at the time of the call. */
const calledToolSchema = z.object({
  /** The key in permissions; see `toolKeySchema`. */
  key: z.string(),
  /** The server's name; '' for a built-in tool. */
  server: z.string(),
  title: z.string(),
});
export type CalledTool = Readonly<z.infer<typeof calledToolSchema>>;

/** A source of an answer. */
const citationPartSchema = z.object({
  kind: z.literal('citation'),
  url: z.string(),
  title: z.string(),
  /** The passage on the page. */
  passage: z.string().optional(),
  /** `page`: Parley read the page. `provider`: the model's server cited it. */
  from: z.enum(['page', 'provider']),
  /** The number in the text, such as 3 for `[3]`. */
  number: z.number().int().positive(),
});

/** A piece of a message's content. Unknown fields from a newer Parley are kept as they are. */
export const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('reasoning'),
    text: z.string(),
    /** From its first delta to the next part, in ms. */
    durationMs: z.number().nonnegative().optional(),
    opaque: opaqueSchema.optional(),
  }),
  imagePartSchema,
  filePartSchema,
  z.object({
    kind: z.literal('tool_call'),
    callId: z.string(),
    name: z.string(),
    /** JSON as written by the model; not necessarily valid. */
    arguments: z.string(),
    state: toolStateSchema,
    opaque: opaqueSchema.optional(),
    /** Absent until it is known, and for calls that were not made by Parley. */
    tool: calledToolSchema.optional(),
    /** JSON from the person that replaced `arguments`. The tool received this. */
    edited: z.string().optional(),
    /** When it began to run, in ms since the epoch; only while it runs. */
    startedAt: z.number().optional(),
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
