import * as z from 'zod';
import { idSchema } from '../model/conversation.ts';
import { exportFormats, type StartedJob } from '../model/jobs.ts';
import { typed } from './command.ts';
import { conversationInput } from './inputs.ts';

/** What is taken out: messages of one conversation, whole conversations (a folder is its conversations), or all. */
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

/** Conversations that come in from files, or go out. */
export const transferCommands = {
  /** Without files main asks for them. `files` are names that `Bridge.drop` gave. */
  'library.import': {
    input: z.object({ files: z.array(z.uuid()).min(1).max(100).optional() }),
    output: typed<StartedJob>(),
  },
  /** Main asks where to. */
  'library.export': {
    input: z.object({ what: exportWhatSchema, format: z.enum(exportFormats) }),
    output: typed<StartedJob>(),
  },
  /**
   * Copies what is on show of a conversation, or these messages of it, as Markdown; as `rich_text` with
   * HTML beside it, for programs that take that.
   */
  'library.copy': {
    input: conversationInput.extend({
      messageIds: z.array(idSchema).min(1).max(100_000).optional(),
      as: z.enum(['markdown', 'rich_text']),
    }),
    output: typed<void>(),
  },
} as const;
