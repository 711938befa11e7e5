// Apart from the contract's schemas, so that a window does not load what only main checks with.

import type { AttachmentPart } from './conversation.ts';
import type { Coded } from './errors.ts';

/** Images and files of one message. */
export const mostAttachments = 50;

/** Largest file that can be attached; bytes. */
export const largestAttachment = 50 * 1024 ** 2;

/** A file without a place on the disk crosses in pieces of at most this, so that no frame waits for it; bytes. */
export const uploadPiece = 256 * 1024;

/** The address at which the window finds the bytes of an attachment. */
export function attachmentPath(sha256: string): string {
  return `/attachments/${sha256}`;
}

/** What came of several files: those that can be sent, and why the others cannot. */
export interface Attached {
  readonly parts: readonly AttachmentPart[];
  readonly problems: readonly Coded[];
}

/** An image from elsewhere, checked to be one. */
export interface RemoteImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}
