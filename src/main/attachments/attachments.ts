import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AttachmentPart } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import { isPlainText, isTextEncoding } from '../../shared/model/text-encodings.ts';
import { isImage, mediaTypeOf, shortName } from '../disk/media-type.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { errorCode } from '../disk/file-system.ts';
import { documentFormatOf, refusalOfDocument } from './documents.ts';
import { createIntake, textTypeOf, type Intake, type Kind } from './examine.ts';
import type { ForeignFiles } from './foreign.ts';
import { imageSize } from '../../shared/image-size.ts';
import { picturesIn, refusalOfPdf, type PdfContent, type PdfContents } from './pdf-contents.ts';

/** Bytes per read of a file from the disk. */
const blockSize = 1024 * 1024;
/** The beginning of an attachment that tells what it is; bytes. */
const beginning = 512 * 1024;
/** Uploads under way at a time; the oldest is given up. A window has one. */
const mostUploads = 4;

/** An attachment that a message is to have. */
export interface AttachmentName {
  readonly attachment: string;
  readonly name: string;
  /** The person's choice, or what was found; a label of the Encoding Standard. */
  readonly encoding?: string | undefined;
}

/**
 * Has the system turn a picture into PNG; null if it cannot. `ending`: of the picture's name, with its dot.
 * Never rejects.
 */
export type DecodeBySystem = (
  pieces: readonly Uint8Array[],
  ending: string,
) => Promise<Uint8Array | null>;

/** Takes in what a person attaches. Every function throws ExpectedErrors. */
export interface Attachments {
  /** Takes the next piece of a file that the window holds. */
  upload(upload: string, bytes: Uint8Array): void;
  /** Keeps a file whose pieces are all here, in place of `replaces`, which nobody used yet. */
  addUpload(upload: string, name: string, replaces?: string): Promise<AttachmentPart>;
  /** Keeps a copy of a file on the disk. */
  addFile(path: string): Promise<AttachmentPart>;
  /** The part of a message that these bytes make, whatever the window says they are. */
  describe(named: AttachmentName): Promise<AttachmentPart>;
  /** A draft names them now. */
  settle(parts: readonly AttachmentPart[]): void;
}

async function* each(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function unreadable(name: string): Error {
  return expected('file_unreadable', { name });
}

/** Reads a file into an intake. Throws ExpectedErrors (`invalid`). */
async function readInto(intake: Intake, path: string, name: string): Promise<void> {
  try {
    // A pipe or a device would be waited for without end.
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

/** What a file is once nothing about it is open any more. */
type KnownKind = Exclude<Kind, { readonly kind: 'tiff' | 'heic' | 'unknown' }>;

function partOf(
  kind: KnownKind,
  kept: { readonly sha256: string; readonly size: number },
  name: string,
): AttachmentPart {
  const { size } = kept;
  const base = { attachment: kept.sha256, name, size };
  switch (kind.kind) {
    case 'image': {
      const { mediaType, width, height } = kind;
      return { kind: 'image', ...base, mediaType, width, height };
    }
    case 'text':
      return { kind: 'file', ...base, mediaType: kind.mediaType };
    case 'pdf':
      return { kind: 'file', ...base, mediaType: 'application/pdf' };
    case 'document':
      return { kind: 'file', ...base, mediaType: kind.mediaType };
  }
}

function withPictures(part: AttachmentPart, content: PdfContent): AttachmentPart {
  const pictures = picturesIn(content);
  return pictures === null || part.kind === 'image' ? part : { ...part, pictures };
}

/** Makes the room over a store. */
export function createAttachments(
  store: AttachmentStore,
  pdfs: PdfContents,
  foreign: ForeignFiles,
  decodeBySystem: DecodeBySystem = () => Promise.resolve(null),
): Attachments {
  const uploads = new Map<string, Intake>();

  /** Reads a PDF as a model will get it, so that one that says nothing is refused where it is attached. */
  async function readPdf(pieces: readonly Uint8Array[], name: string): Promise<PdfContent> {
    const content = await pdfs.read(pieces);
    const refusal = refusalOfPdf(name, content);
    if (refusal !== null) throw refusal;
    return content;
  }

  /** Keeps the PNG that a picture was turned into, instead of the picture. */
  function keepPng(bytes: Uint8Array, name: string): Promise<AttachmentPart> {
    const png = createIntake();
    png.take(bytes);
    return keep(png, name.replace(/\.(?:tiff?|hei[cf])$/i, '.png'));
  }

  async function keepHeic(
    { refusal }: Extract<Kind, { readonly kind: 'heic' }>,
    intake: Intake,
    name: string,
  ): Promise<AttachmentPart> {
    const png = await decodeBySystem(intake.pieces(), '.heic');
    if (png === null) throw refusal;
    return keepPng(png, name);
  }

  async function knownKind(
    kind: Exclude<Kind, { readonly kind: 'tiff' | 'heic' }>,
    intake: Intake,
  ) {
    if (kind.kind !== 'unknown') return { kind, encoding: null };
    const encoding = await foreign.encodingOf(intake.pieces());
    if (encoding === null) throw kind.refusal;
    return { kind: { kind: 'text', mediaType: textTypeOf(kind.mediaType) } as const, encoding };
  }

  async function keep(intake: Intake, name: string): Promise<AttachmentPart> {
    const examined = intake.examine(name);
    if (examined.kind === 'tiff') return keepPng(await foreign.pngOf(intake.pieces(), name), name);
    if (examined.kind === 'heic') return keepHeic(examined, intake, name);
    const { kind, encoding } = await knownKind(examined, intake);
    if (kind.kind === 'document') {
      const text = await foreign.documents.read(intake.pieces(), kind.format);
      // What calls itself an archive and no document is told as one, broken or not.
      const isArchive = kind.mediaType === 'application/zip' && text.kind === 'damaged';
      if (isArchive) throw refusalOfDocument(name, { kind: 'no_document' });
      if (text.kind !== 'text') throw refusalOfDocument(name, text);
    }
    const pdf = kind.kind === 'pdf' ? await readPdf(intake.pieces(), name) : null;
    try {
      const kept = await store.putForNow(each(intake.pieces()));
      const part = partOf(kind, kept, name);
      if (pdf !== null) {
        pdfs.remember(kept.sha256, pdf);
        return withPictures(part, pdf);
      }
      return encoding === null || part.kind === 'image' ? part : { ...part, encoding };
    } catch (error) {
      if (errorCode(error) === null) throw error;
      throw expected('attachment_not_saved', { name });
    }
  }

  async function startOf(sha256: string): Promise<Buffer> {
    const blocks: Uint8Array[] = [];
    let size = 0;
    for await (const block of store.read(sha256)) {
      blocks.push(block);
      size += block.byteLength;
      if (size >= beginning) break;
    }
    return Buffer.concat(blocks);
  }

  return {
    upload(upload, bytes) {
      const intake = uploads.get(upload) ?? createIntake();
      intake.take(bytes);
      uploads.set(upload, intake);
      for (const oldest of uploads.keys()) {
        if (uploads.size <= mostUploads) break;
        uploads.delete(oldest);
      }
    },
    async addUpload(upload, given, replaces) {
      const name = shortName(given);
      const intake = uploads.get(upload) ?? createIntake();
      uploads.delete(upload);
      const part = await keep(intake, name);
      if (replaces !== undefined && replaces !== part.attachment) await store.discard(replaces);
      return part;
    },
    async addFile(path) {
      const name = shortName(basename(path));
      const intake = createIntake();
      await readInto(intake, path, name);
      return keep(intake, name);
    },
    async describe({ attachment, name: given, encoding }) {
      const name = shortName(given);
      const size = await store.size(attachment);
      if (size === null) {
        throw expected('attachment_gone', { name });
      }
      store.settle(attachment);
      const start = await startOf(attachment);
      const mediaType = mediaTypeOf(start, name);
      const base = { attachment, name, size };
      const sides = isImage(mediaType) ? imageSize(start, mediaType) : null;
      if (sides !== null) return { kind: 'image', ...base, mediaType, ...sides };
      const isReadable =
        /^text\/|^image\/svg|json$|^application\/pdf$/.test(mediaType) ||
        documentFormatOf(mediaType) !== null;
      const part = {
        kind: 'file',
        ...base,
        mediaType: isReadable ? mediaType : 'text/plain',
      } as const;
      if (mediaType === 'application/pdf') return withPictures(part, await pdfs.of(attachment));
      const isChosen = encoding !== undefined && isTextEncoding(encoding);
      return isChosen && isPlainText(part.mediaType) ? { ...part, encoding } : part;
    },
    settle(parts) {
      for (const { attachment } of parts) store.settle(attachment);
    },
  };
}
