import * as z from 'zod';
import { mostAttachments } from '../model/attachments.ts';
import type { StartedTurn } from '../model/chat-event.ts';
import {
  attachmentPartSchema,
  idSchema,
  sha256Schema,
  type AttachmentPart,
  type Id,
} from '../model/conversation.ts';
import { attachmentInput } from './attachments.ts';
import { typed } from './command.ts';
import { conversationInput, messageInput, promptSchema } from './inputs.ts';

const sentAttachment = attachmentInput.extend({
  /** Of a text, as the person chose it; a label of the Encoding Standard. */
  encoding: z.string().max(40).optional(),
});

/** What a person writes, and the answers to it. */
export const chatCommands = {
  /** Something has to be in it: a text, or an attachment that `attachment.add` gave. */
  'chat.send': {
    input: conversationInput.extend({
      text: promptSchema,
      attachments: z.array(sentAttachment).max(mostAttachments).optional(),
    }),
    output: typed<StartedTurn>(),
  },
  /** A new version of this question, with a new answer. `attachments`: which of its own it keeps; all if left out. */
  'chat.edit': {
    input: messageInput.extend({
      text: promptSchema,
      attachments: z.array(sha256Schema).max(1000).optional(),
    }),
    output: typed<StartedTurn>(),
  },
  /** A new version of this answer, from the same question. */
  'chat.regenerate': { input: messageInput, output: typed<StartedTurn>() },
  /** Asks again in place of an answer that brought no text; else like regenerate. */
  'chat.retry': { input: messageInput, output: typed<StartedTurn>() },
  /** Lets the model go on with this very answer. */
  'chat.continue': { input: messageInput, output: typed<StartedTurn>() },
  'chat.stop': { input: conversationInput, output: typed<void>() },
  'chat.acknowledge': {
    input: z.object({
      turn: z.number().int().nonnegative(),
      seq: z.number().int().nonnegative(),
    }),
    output: typed<void>(),
  },
  /**
   * What is typed and not sent; null: in the conversation that does not exist yet. `pasted` and
   * `attachments` left out stay as they are. An empty text with nothing beside it forgets the draft.
   */
  'draft.set': {
    input: z.object({
      conversationId: idSchema.nullable(),
      text: promptSchema,
      pasted: z.array(promptSchema).max(1000).optional(),
      attachments: z.array(attachmentPartSchema).max(mostAttachments).optional(),
    }),
    output: typed<void>(),
  },
} as const;

/** A text that is typed and not sent; `conversationId` null: in the conversation that does not exist yet. */
export interface Draft {
  readonly conversationId: Id | null;
  readonly text: string;
  /** Long texts that were pasted beside it, and follow it in the message. */
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
}
