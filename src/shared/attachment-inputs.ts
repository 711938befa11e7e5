import * as z from 'zod';
import { largestAttachment, uploadPiece } from './attachments.ts';
import { sha256Schema } from './conversation.ts';

const fileNameSchema = z.string().max(1000);
/** An attachment by its bytes, and the name it goes by. */
export const attachmentInput = z.object({ attachment: sha256Schema, name: fileNameSchema });
const bytesSchema = (most: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= most);

/** The part of the contract that is about images and files. */
export const attachmentInputs = {
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
