import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import { shortName } from '../disk/media-type.ts';
import { errorCode } from '../disk/file-system.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { describeStored, type AttachmentName } from './describe-stored.ts';
import { createIntake, type Intake } from './examine.ts';
import type { ForeignFiles } from './foreign.ts';
import { createIngest, type DecodeBySystem } from './ingest.ts';
import type { PdfContents } from './pdf-contents.ts';
import { createUploads } from './uploads.ts';

/** Bytes per read of a file on disk. */
const blockSize = 1024 * 1024;

/**
 * Imports what a person attaches. `of` is the conversation that it is for; null for anything else,
 * such as one that does not exist yet. Every function throws ExpectedErrors.
 */
export interface Attachments {
  /** Receives the next piece of a file that the window holds. */
  upload(upload: string, bytes: Uint8Array): void;
  /** Stores a completely uploaded file, in place of `replaces`, which nothing uses yet. */
  addUpload(
    upload: string,
    name: string,
    of: Id | null,
    replaces?: string,
  ): Promise<AttachmentPart>;
  /** Stores a copy of a file on disk. */
  addFile(path: string, of: Id | null): Promise<AttachmentPart>;
  /** Stores bytes that another part of Parley received. */
  addBytes(bytes: Uint8Array, name: string, of: Id | null): Promise<AttachmentPart>;
  /** The message part for stored bytes; what the window says about them is not trusted. */
  describe(named: AttachmentName): Promise<AttachmentPart>;
  /** Call when a draft refers to these attachments. */
  settle(parts: readonly AttachmentPart[]): void;
}

function unreadable(name: string): Error {
  return expected('file_unreadable', { name });
}

/** Reads a file into an intake. Throws ExpectedErrors (`invalid`). */
async function readInto(intake: Intake, path: string, name: string): Promise<void> {
  try {
    // Reading a pipe or a device might never end.
    const facts = await stat(path);
    if (facts.isDirectory()) {
      throw expected('folder_not_taken', { name });
    }
    if (!facts.isFile()) throw unreadable(name);
    const file = await open(path);
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(blockSize), 0, blockSize);
        if (bytesRead === 0 || !intake.take(buffer.subarray(0, bytesRead))) return;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCode(error) !== null) throw unreadable(name);
    throw error;
  }
}

/** Creates the service on top of a store. */
export function createAttachments(
  store: AttachmentStore,
  pdfs: PdfContents,
  foreign: ForeignFiles,
  decodeBySystem: DecodeBySystem = () => Promise.resolve(null),
): Attachments {
  const uploads = createUploads();
  const ingest = createIngest({ store, pdfs, foreign, decodeBySystem });

  return {
    upload: (upload, bytes) => uploads.add(upload, bytes),
    async addUpload(upload, given, of, replaces) {
      const part = await ingest(uploads.finish(upload), shortName(given), of);
      if (replaces !== undefined && replaces !== part.attachment) await store.discard(replaces);
      return part;
    },
    async addFile(path, of) {
      const name = shortName(basename(path));
      const intake = createIntake();
      await readInto(intake, path, name);
      return ingest(intake, name, of);
    },
    addBytes(bytes, given, of) {
      const intake = createIntake();
      intake.take(bytes);
      return ingest(intake, shortName(given), of);
    },
    describe: (named) => describeStored(store, pdfs, named),
    settle(parts) {
      for (const { attachment } of parts) store.settle(attachment);
    },
  };
}
