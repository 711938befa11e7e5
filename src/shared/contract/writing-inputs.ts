import * as z from 'zod';
import { largestAttachment, mostAttachments, uploadPiece } from '../model/attachments.ts';
import { attachmentPartSchema, idSchema, sha256Schema } from '../model/conversation.ts';

/** A prompt or system prompt; UTF-16 code units. Whole books are pasted: the server says what is too much. */
export const promptSchema = z.string().max(50_000_000);
const conversationInput = z.object({ conversationId: idSchema });
const fileNameSchema = z.string().max(1000);
/** An attachment by its bytes, and the name it goes by. */
const attachmentInput = z.object({ attachment: sha256Schema, name: fileNameSchema });
const bytesSchema = (most: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= most);

/** The part of the contract that is about what a person writes and attaches. */
export const writingInputs = {
  /** Something has to be in it: a text, or an attachment that `attachment.add` gave. */
  'chat.send': conversationInput.extend({
    text: promptSchema,
    attachments: z.array(attachmentInput).max(mostAttachments).optional(),
  }),
  /** A new version of this question, with a new answer. `attachments`: which of its own it keeps; all if left out. */
  'chat.edit': conversationInput.extend({
    messageId: idSchema,
    text: promptSchema,
    attachments: z.array(sha256Schema).max(1000).optional(),
  }),
  /**
   * What is typed and not sent; null: in the conversation that does not exist yet. `pasted` and
   * `attachments` left out stay as they are. An empty text with nothing beside it forgets the draft.
   */
  'draft.set': z.object({
    conversationId: idSchema.nullable(),
    text: promptSchema,
    pasted: z.array(promptSchema).max(1000).optional(),
    attachments: z.array(attachmentPartSchema).max(mostAttachments).optional(),
  }),

  /** A piece of a file that has no place on the disk, such as a pasted image; the next follows it. */
  'attachment.upload': z.object({ upload: z.uuid(), bytes: bytesSchema(uploadPiece) }),
  /** Keeps a file for a message: one whose pieces are all here, or one that `Bridge.drop` named. */
  'attachment.add': z.object({
    from: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('upload'),
        upload: z.uuid(),
        name: fileNameSchema,
        /** An attachment that nobody has used yet, and which this one takes the place of. */
        replaces: sha256Schema.optional(),
      }),
      z.object({ kind: z.literal('dropped'), file: z.uuid() }),
    ]),
  }),
  /** Main asks for files. */
  'attachment.choose': z.undefined(),
  /** Main asks where to. */
  'attachment.save': attachmentInput,
  /** Puts a picture on the clipboard; PNG. */
  'app.copyImage': z.object({ png: bytesSchema(largestAttachment) }),
  /** Fetches an image that an answer names, after the person asked for it. */
  'image.loadRemote': z.object({ url: z.string().max(10_000) }),
} as const;
