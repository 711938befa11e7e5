import * as z from 'zod';

/** The hash under which an attachment is stored. The pattern also makes it safe as a file name. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const pixelsSchema = z.number().int().positive();

/** The URI of an attachment that came from a tool server. */
export const originSchema = z.string().max(4000);

/** A picture that is kept as an attachment. */
export const imagePartSchema = z.object({
  kind: z.literal('image'),
  attachment: sha256Schema,
  mediaType: z.string(),
  name: z.string(),
  /** In bytes. Like width and height, absent for imported images. */
  size: z.number().int().nonnegative().optional(),
  /** In pixels, so that space can be reserved before the image loads. */
  width: pixelsSchema.optional(),
  height: pixelsSchema.optional(),
  origin: originSchema.optional(),
});

/** Pages of a scanned PDF: how many are sent to models as pictures, and how many did not fit. */
const pdfPicturesSchema = z.object({
  drawn: z.number().int().nonnegative(),
  leftOut: z.number().int().nonnegative(),
});
export type PdfPictures = Readonly<z.infer<typeof pdfPicturesSchema>>;

/** A file that is kept as an attachment. */
export const filePartSchema = z.object({
  kind: z.literal('file'),
  attachment: sha256Schema,
  mediaType: z.string(),
  name: z.string(),
  /** In bytes. */
  size: z.number().int().nonnegative(),
  /** For text that is not UTF-8: a label of the Encoding Standard. */
  encoding: z.string().max(40).optional(),
  /** For a scanned PDF. */
  pictures: pdfPicturesSchema.optional(),
  origin: originSchema.optional(),
});

/** An image or file in a message. */
export const attachmentPartSchema = z.discriminatedUnion('kind', [imagePartSchema, filePartSchema]);
export type AttachmentPart = Readonly<z.infer<typeof attachmentPartSchema>>;
