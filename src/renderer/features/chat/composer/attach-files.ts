import type { Coded } from '../../../../shared/model/errors.ts';
import {
  attachmentPath,
  largestAttachment,
  uploadPiece,
  type Attached,
} from '../../../../shared/model/attachments.ts';
import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Controller } from '../../../client/controller.ts';

/**
 * Longest side of a sent image, in px. Servers downscale larger ones anyway, at a cost in time and
 * money.
 */
const longestSide = 3000;
/** Size that most servers accept for one image, in bytes. */
const heaviestImage = 5 * 1024 ** 2;
/**
 * Size up to which a GIF is sent unchanged, in bytes, because resizing would lose its animation.
 */
const heaviestGif = 20 * 1024 ** 2;
/** Image types accepted by nearly every server with vision. */
const understood = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
const jpegQuality = 0.9;
/** Side of the sample used to detect transparency, in px. */
const sampleSide = 32;

type ImagePart = Extract<AttachmentPart, { kind: 'image' }>;

/** The conversation that files are attached to; null for one that does not exist yet. */
export interface AttachTarget {
  readonly controller: Controller;
  readonly conversationId: Id | null;
}

/** Uploads a file that exists only in the window, in pieces small enough not to block anything. */
async function upload(
  { controller, conversationId }: AttachTarget,
  file: Blob,
  name: string,
  replaces?: string,
): Promise<Result<AttachmentPart>> {
  const id = crypto.randomUUID();
  for (let at = 0; at < file.size; at += uploadPiece) {
    const bytes = new Uint8Array(await file.slice(at, at + uploadPiece).arrayBuffer());
    const sent = await controller.command('attachment.upload', { upload: id, bytes });
    if (!sent.ok) return sent;
  }
  const from = { kind: 'upload', upload: id, name } as const;
  return controller.command('attachment.add', {
    conversationId,
    from: replaces === undefined ? from : { ...from, replaces },
  });
}

function needsWork({ mediaType, size = 0, width = 1, height = 1 }: ImagePart): boolean {
  if (mediaType === 'image/gif' && size <= heaviestGif) return false;
  return (
    !understood.has(mediaType) || size > heaviestImage || Math.max(width, height) > longestSide
  );
}

function draw(bitmap: ImageBitmap, width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas');
  context.drawImage(bitmap, 0, 0, width, height);
  return { canvas, context };
}

function hasHoles(bitmap: ImageBitmap): boolean {
  const { context } = draw(bitmap, sampleSide, sampleSide);
  const { data } = context.getImageData(0, 0, sampleSide, sampleSide);
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 255) < 255) return true;
  return false;
}

async function encode(bitmap: ImageBitmap, mediaType: string): Promise<Blob> {
  const { canvas, context } = draw(bitmap, bitmap.width, bitmap.height);
  // PNG keeps the sharp edges of drawings and text. JPEG is only worth it for photographs.
  if (mediaType !== 'image/jpeg') {
    const png = await canvas.convertToBlob({ type: 'image/png' });
    if (png.size <= heaviestImage) return png;
    if (hasHoles(bitmap)) {
      context.globalCompositeOperation = 'destination-over';
      context.fillStyle = 'white';
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
}

/** Converts a picture to a size and type that servers accept. */
async function fitted(to: AttachTarget, part: ImagePart): Promise<Result<AttachmentPart>> {
  try {
    const response = await fetch(attachmentPath(part.attachment));
    if (!response.ok) throw new Error(String(response.status));
    const whole = await createImageBitmap(await response.blob());
    const scale = Math.min(1, longestSide / Math.max(whole.width, whole.height));
    const bitmap = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'high',
    });
    whole.close();
    const blob = await encode(bitmap, part.mediaType);
    bitmap.close();
    const ending = blob.type === 'image/png' ? '.png' : '.jpg';
    const name = `${part.name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}${ending}`;
    const sent = await upload(to, blob, name, part.attachment);
    return sent.ok && part.origin !== undefined
      ? { ok: true, value: { ...sent.value, origin: part.origin } }
      : sent;
  } catch {
    // Whatever the problem is, the picture is the cause.
    return {
      ok: false,
      error: {
        code: 'picture_damaged',
        params: { name: part.name },
        kind: 'invalid',
        retryable: false,
      },
    };
  }
}

async function attachFile(to: AttachTarget, file: File): Promise<Result<AttachmentPart>> {
  const { controller, conversationId } = to;
  const name = await controller.nameFile(file);
  if (name !== null) {
    return controller.command('attachment.add', {
      conversationId,
      from: { kind: 'dropped', file: name },
    });
  }
  if (file.size > largestAttachment) {
    return {
      ok: false,
      error: {
        code: 'attachment_too_large',
        params: { name: file.name, most: largestAttachment },
        kind: 'invalid',
        retryable: false,
      },
    };
  }
  return upload(to, file, file.name);
}

/** Converts stored pictures so that they can be sent. */
async function fitAll(to: AttachTarget, { parts, problems }: Attached): Promise<Attached> {
  const fit: AttachmentPart[] = [];
  const more = [...problems];
  for (const part of parts) {
    if (part.kind !== 'image' || !needsWork(part)) {
      fit.push(part);
      continue;
    }
    const result = await fitted(to, part);
    if (result.ok) fit.push(result.value);
    else more.push(result.error);
  }
  return { parts: fit, problems: more };
}

/** Attaches pasted or dropped files, one after the other. */
export async function attachFiles(to: AttachTarget, files: readonly File[]): Promise<Attached> {
  const parts: AttachmentPart[] = [];
  const problems: Coded[] = [];
  for (const file of files) {
    // A dropped folder appears as a file that cannot be read.
    const result = await attachFile(to, file).catch(() => null);
    if (result === null) problems.push({ code: 'drop_not_a_file', params: { name: file.name } });
    else if (result.ok) parts.push(result.value);
    else problems.push(result.error);
  }
  return fitAll(to, { parts, problems });
}

/** Attaches files that a command stores. */
export async function attachStored(
  to: AttachTarget,
  store: () => Promise<Result<Attached>>,
): Promise<Attached> {
  const result = await store();
  if (!result.ok) return { parts: [], problems: [result.error] };
  return fitAll(to, result.value);
}

/** Lets the person choose files to attach. */
export function chooseFiles(to: AttachTarget): Promise<Attached> {
  const { controller, conversationId } = to;
  return attachStored(to, () => controller.command('attachment.choose', { conversationId }));
}
