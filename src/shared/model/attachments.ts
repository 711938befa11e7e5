// Separate from the contract's schemas, so that a window does not load what only main uses.

import type { AttachmentPart } from './conversation.ts';
import type { Coded } from './errors.ts';

/** Limit of attachments per message. */
export const maxAttachments = 50;

/** Size limit of an attachment, in bytes. */
export const largestAttachment = 50 * 1024 ** 2;

/**
 * Size limit of an upload piece, in bytes. A file that is not on disk is sent in such pieces, so
 * that no frame waits for it.
 */
export const uploadPiece = 256 * 1024;

/** True if some of the attachments are pictures, or are sent as pictures. */
export function hasPictures(parts: readonly AttachmentPart[]): boolean {
  return parts.some(
    (part) => part.kind === 'image' || (part.kind === 'file' && part.pictures !== undefined),
  );
}

/** The URL under which the window loads an attachment. */
export function attachmentPath(sha256: string): string {
  return `/attachments/${sha256}`;
}

/** The result of attaching several files: the attachments, and the errors of those that failed. */
export interface Attached {
  readonly parts: readonly AttachmentPart[];
  readonly problems: readonly Coded[];
}

/** A remote image whose content was verified to be an image. */
export interface RemoteImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}
