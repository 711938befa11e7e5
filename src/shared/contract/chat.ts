import * as z from 'zod';
import { maxAttachments } from '../model/attachments.ts';
import type { StartedTurn } from '../model/chat-event.ts';
import {
  attachmentPartSchema,
  idSchema,
  originSchema,
  sha256Schema,
  type AttachmentPart,
  type Id,
} from '../model/conversation.ts';
import { caretSchema, type Caret } from '../model/message/caret.ts';
import type { DraftStep } from '../model/message/draft-step.ts';
import { editDraftSchema, type EditDraft } from '../model/message/edit-draft.ts';
import { attachmentInput } from './attachments.ts';
import { typed } from './command.ts';
import { answererSchema, conversationInput, messageInput, promptSchema } from './inputs.ts';

const sentAttachment = attachmentInput.extend({
  /** The text encoding that the person chose; a label of the Encoding Standard. */
  encoding: z.string().max(40).optional(),
  origin: originSchema.optional(),
});

/** `evenIfFull`: it is sent even if it leaves too little of the model's context. */
const fullInput = messageInput.extend({ evenIfFull: z.boolean().optional() });
const costlyInput = fullInput.extend({ mayPassLimits: z.literal(true).optional() });
const queuedInput = conversationInput.extend({ queuedId: idSchema });

/** The most unsent edits of a conversation; the oldest is dropped first. */
const maxEdits = 50;

/** Commands for questions, answers and drafts. */
export const chatCommands = {
  /** Requires a text or an attachment made by `attachment.add`. */
  'chat.send': {
    input: conversationInput.extend({
      text: promptSchema,
      attachments: z.array(sentAttachment).max(maxAttachments).optional(),
      /** Sends it even if it leaves too little of the model's context. */
      evenIfFull: z.boolean().optional(),
      /** The conversation was made for this question; if it cannot be sent, it is discarded. */
      isNew: z.boolean().optional(),
    }),
    output: typed<StartedTurn>(),
  },
  /**
   * Adds a new version of this question and a new answer. `attachments` lists those to keep; all
   * are kept if it is omitted.
   */
  'chat.edit': {
    input: fullInput.extend({
      text: promptSchema,
      attachments: z.array(sha256Schema).max(1000).optional(),
    }),
    output: typed<StartedTurn>(),
  },
  /**
   * Adds a new version of this answer to the same question. `by` answers this once, and leaves the
   * conversation's own model and assistant as they are.
   */
  'chat.regenerate': {
    input: fullInput.extend({
      by: answererSchema.optional(),
    }),
    output: typed<StartedTurn>(),
  },
  /**
   * Replaces an answer that has no text. Otherwise works like `chat.regenerate`. `mayPassLimits`:
   * the cost limits do not stop this answer.
   */
  'chat.retry': { input: costlyInput, output: typed<StartedTurn>() },
  /** Lets the model continue this answer. */
  'chat.continue': { input: costlyInput, output: typed<StartedTurn>() },
  /** Keeps a message for after the answer. Answers once it is on disk or known to be unsaved. */
  'chat.queue': {
    input: conversationInput.extend({
      text: promptSchema,
      attachments: z.array(sentAttachment).max(maxAttachments).optional(),
    }),
    output: typed<void>(),
  },
  /**
   * Changes a queued message. `waits`: it is not sent by itself, because the person edits it, say. A
   * message without text and attachments is removed.
   */
  'chat.changeQueued': {
    input: queuedInput.extend({ text: promptSchema.optional(), waits: z.boolean() }),
    output: typed<void>(),
  },
  'chat.removeQueued': { input: queuedInput, output: typed<void>() },
  /** Stops the answer, if there is one, and sends the first of the queue; the others follow. */
  'chat.sendQueued': {
    input: conversationInput.extend({ evenIfFull: z.boolean().optional() }),
    output: typed<StartedTurn>(),
  },
  /** Stops one answer, or all that grow in the conversation. */
  'chat.stop': {
    input: conversationInput.extend({ messageId: idSchema.optional() }),
    output: typed<void>(),
  },
  'chat.acknowledge': {
    input: z.object({
      turn: z.number().int().nonnegative(),
      seq: z.number().int().nonnegative(),
    }),
    output: typed<void>(),
  },
  /**
   * Saves unsent text. A null conversation is one that does not exist yet. `pasted`, `attachments`
   * and `edits` are unchanged if omitted. An empty text with nothing beside it discards the draft.
   */
  'draft.set': {
    input: z.object({
      conversationId: idSchema.nullable(),
      text: promptSchema,
      pasted: z.array(promptSchema).max(1000).optional(),
      attachments: z.array(attachmentPartSchema).max(maxAttachments).optional(),
      edits: z.array(editDraftSchema).max(maxEdits).optional(),
      caret: caretSchema.optional(),
      /** The person took out an attachment or a pasted text, which can be undone. */
      isRemoval: z.literal(true).optional(),
    }),
    output: typed<void>(),
  },
  /** Saves where the person is in unsent text. */
  'draft.caret': {
    input: z.object({ conversationId: idSchema.nullable(), caret: caretSchema }),
    output: typed<void>(),
  },
  /** The last step of how unsent text came about, also before this run; null if there is none. */
  'draft.lastStep': {
    input: z.object({ conversationId: idSchema.nullable() }),
    output: typed<DraftStep | null>(),
  },
} as const;

/** Unsent text. `conversationId` is null for the conversation that does not exist yet. */
export interface Draft {
  readonly conversationId: Id | null;
  readonly text: string;
  /** Where the person was in the text; undefined if nobody has said. */
  readonly caret?: Caret | undefined;
  /** Long pasted texts, shown beside the draft and appended to the message. */
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
  /** Changed texts of earlier messages that were not sent. */
  readonly edits: readonly EditDraft[];
}
