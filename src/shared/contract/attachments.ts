import * as z from 'zod';
import { uploadPiece, type Attached, type RemoteImage } from '../model/attachments.ts';
import { sha256Schema, type AttachmentPart } from '../model/conversation.ts';
import { typed } from './command.ts';
import { bytesSchema, nothing } from './inputs.ts';

const fileNameSchema = z.string().max(1000);

/** An attachment by its bytes, and the name it goes by. */
export const attachmentInput = z.object({ attachment: sha256Schema, name: fileNameSchema });

/** Files and pictures beside a text. */
export const attachmentCommands = {
  /** A piece of a file that has no place on the disk, such as a pasted image; the next follows it. */
  'attachment.upload': {
    input: z.object({ upload: z.uuid(), bytes: bytesSchema(uploadPiece) }),
    output: typed<void>(),
  },
  /** Keeps a file for a message: one whose pieces are all here, or one that `Bridge.drop` named. */
  'attachment.add': {
    input: z.object({
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
    output: typed<AttachmentPart>(),
  },
  /** Main asks for files. */
  'attachment.choose': { input: nothing, output: typed<Attached>() },
  /** Main asks where to. */
  'attachment.save': { input: attachmentInput, output: typed<void>() },
  /** Fetches an image that an answer names, after the person asked for it. */
  'image.loadRemote': {
    input: z.object({ url: z.string().max(10_000) }),
    output: typed<RemoteImage>(),
  },
} as const;
