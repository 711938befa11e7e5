import * as z from 'zod';
import { uploadPiece, type Attached, type RemoteImage } from '../model/attachments.ts';
import { idSchema, sha256Schema, type AttachmentPart } from '../model/conversation.ts';
import { typed } from './command.ts';
import { bytesSchema } from './inputs.ts';

const fileNameSchema = z.string().max(1000);

/** A reference to an attachment by its hash, with its display name. */
export const attachmentInput = z.object({ attachment: sha256Schema, name: fileNameSchema });

/**
 * The conversation that a file is for, which decides where it is kept; null for one that does not
 * exist yet, or for something else.
 */
export const forConversation = z.object({ conversationId: idSchema.nullable() });

/** Commands for the files and images of a message. */
export const attachmentCommands = {
  /**
   * Uploads one piece of a file that is not on disk, such as a pasted image. Pieces arrive in
   * order.
   */
  'attachment.upload': {
    input: z.object({ upload: z.uuid(), bytes: bytesSchema(uploadPiece) }),
    output: typed<void>(),
  },
  /** Stores a file for a message: either a complete upload or a file named by `Bridge.drop`. */
  'attachment.add': {
    input: forConversation.extend({
      from: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('upload'),
          upload: z.uuid(),
          name: fileNameSchema,
          /** An unused attachment that this one replaces. */
          replaces: sha256Schema.optional(),
        }),
        z.object({ kind: z.literal('dropped'), file: z.uuid() }),
      ]),
    }),
    output: typed<AttachmentPart>(),
  },
  /** Stores what was said in a conversation, as a text for a message of another one. */
  'attachment.addConversation': {
    input: forConversation.extend({ from: idSchema }),
    output: typed<AttachmentPart>(),
  },
  /** Deletes what was attached for a message that is not sent, unless something else has it. */
  'attachment.discard': { input: z.object({ attachment: sha256Schema }), output: typed<void>() },
  /** Main shows a file dialog. */
  'attachment.choose': { input: forConversation, output: typed<Attached>() },
  /** Main asks for the destination. */
  'attachment.save': { input: attachmentInput, output: typed<void>() },
  /** Fetches a remote image in an answer, at the person's request. */
  'image.loadRemote': {
    input: z.object({ url: z.string().max(10_000) }),
    output: typed<RemoteImage>(),
  },
} as const;
