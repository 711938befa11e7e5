import * as z from 'zod';
import { largestAttachment } from '../model/attachments.ts';
import { idSchema, sha256Schema } from '../model/conversation.ts';
import { exportFormats, type StartedJob } from '../model/jobs.ts';
import { attachmentInput } from './attachments.ts';
import { typed } from './command.ts';
import { bytesSchema, conversationInput } from './inputs.ts';

/**
 * What to export: messages of one conversation, whole conversations (a folder is its
 * conversations), or everything.
 */
const exportWhatSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('messages'),
    conversationId: idSchema,
    messageIds: z.array(idSchema).min(1).max(100_000),
  }),
  z.object({
    kind: z.literal('conversations'),
    conversationIds: z.array(idSchema).min(1).max(1_000_000),
  }),
  z.object({ kind: z.literal('everything') }),
]);

/** A block of code in a message, by what `codePrint` says of it. */
const codeInput = conversationInput.extend({ messageId: idSchema, print: z.string().max(40) });

/** Commands for importing and exporting conversations. */
export const transferCommands = {
  /** `files` are names returned by `Bridge.drop`. Without them, main shows a file dialog. */
  'library.import': {
    input: z.object({ files: z.array(z.uuid()).min(1).max(100).optional() }),
    output: typed<StartedJob>(),
  },
  /** Main asks for the destination. */
  'library.export': {
    input: z.object({ what: exportWhatSchema, format: z.enum(exportFormats) }),
    output: typed<StartedJob>(),
  },
  /**
   * Copies the path on show, or these messages of it, as Markdown. `rich_text` adds HTML for
   * programs that accept it.
   */
  'library.copy': {
    input: conversationInput.extend({
      messageIds: z.array(idSchema).min(1).max(100_000).optional(),
      as: z.enum(['markdown', 'rich_text']),
    }),
    output: typed<void>(),
  },
  /** Makes a file of something and begins to drag it. Sent while the person drags. */
  'library.dragOut': {
    input: z.discriminatedUnion('kind', [
      conversationInput.extend({ kind: z.literal('conversation') }),
      conversationInput.extend({ kind: z.literal('message'), messageId: idSchema }),
      conversationInput.extend({ kind: z.literal('attachment'), attachment: sha256Schema }),
      codeInput.extend({ kind: z.literal('code') }),
      /** A file of an unsent message. */
      attachmentInput.extend({ kind: z.literal('draft'), conversationId: idSchema.nullable() }),
      /** A picture that only the window holds, such as one that it loaded from the web. */
      conversationInput.extend({
        kind: z.literal('picture'),
        bytes: bytesSchema(largestAttachment),
      }),
    ]),
    output: typed<void>(),
  },
  /** Main asks for the destination. */
  'library.saveCode': { input: codeInput, output: typed<void>() },
} as const;
