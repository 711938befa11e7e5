import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import { errorCode } from '../disk/file-system.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { refusalOfDocument } from './documents.ts';
import { createIntake, textTypeOf, type Intake, type Kind } from './examine.ts';
import type { ForeignFiles } from './foreign.ts';
import { refusalOfPdf, withPictures, type PdfContent, type PdfContents } from './pdf-contents.ts';

/**
 * Has the system convert a picture for a conversation to PNG; null if it cannot. `ending` is the
 * extension of the picture's name, with its dot. Never rejects.
 */
export type DecodeBySystem = (
  pieces: readonly Uint8Array[],
  ending: string,
  of: Id | null,
) => Promise<Uint8Array | null>;

/** Reads an intake, refuses what no model could use, and stores the rest. Throws ExpectedErrors. */
export type Ingest = (
  intake: Intake,
  name: string,
  /** The conversation that it is for; null for anything else. */
  of: Id | null,
) => Promise<AttachmentPart>;

/** Dependencies of {@link createIngest}. */
export interface IngestOptions {
  readonly store: Pick<AttachmentStore, 'putForNow'>;
  readonly pdfs: Pick<PdfContents, 'read' | 'remember'>;
  readonly foreign: ForeignFiles;
  readonly decodeBySystem: DecodeBySystem;
}

async function* each(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** The kinds that remain once the uncertain ones are resolved. */
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

/** Creates the function that checks attachments and puts them into the store. */
export function createIngest({ store, pdfs, foreign, decodeBySystem }: IngestOptions): Ingest {
  /** Reads a PDF as a model will get it, so that an empty one is refused when it is attached. */
  async function readPdf(pieces: readonly Uint8Array[], name: string): Promise<PdfContent> {
    const content = await pdfs.read(pieces);
    const refusal = refusalOfPdf(name, content);
    if (refusal !== null) throw refusal;
    return content;
  }

  /** Stores the PNG that a picture was converted to, instead of the picture. */
  function keepPng(bytes: Uint8Array, name: string, of: Id | null): Promise<AttachmentPart> {
    const png = createIntake();
    png.take(bytes);
    return keep(png, name.replace(/\.(?:tiff?|hei[cf])$/i, '.png'), of);
  }

  async function keepHeic(
    { refusal }: Extract<Kind, { readonly kind: 'heic' }>,
    intake: Intake,
    name: string,
    of: Id | null,
  ): Promise<AttachmentPart> {
    const png = await decodeBySystem(intake.pieces(), '.heic', of);
    if (png === null) throw refusal;
    return keepPng(png, name, of);
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

  async function keep(intake: Intake, name: string, of: Id | null): Promise<AttachmentPart> {
    const examined = intake.examine(name);
    if (examined.kind === 'tiff') {
      return keepPng(await foreign.pngOf(intake.pieces(), name), name, of);
    }
    if (examined.kind === 'heic') return keepHeic(examined, intake, name, of);
    const { kind, encoding } = await knownKind(examined, intake);
    if (kind.kind === 'document') {
      const text = await foreign.documents.read(intake.pieces(), kind.format);
      // A ZIP that is not a readable document is reported as an archive, damaged or not.
      const isArchive = kind.mediaType === 'application/zip' && text.kind === 'damaged';
      if (isArchive) throw refusalOfDocument(name, { kind: 'no_document' });
      if (text.kind !== 'text') throw refusalOfDocument(name, text);
    }
    const pdf = kind.kind === 'pdf' ? await readPdf(intake.pieces(), name) : null;
    try {
      const kept = await store.putForNow(each(intake.pieces()), of);
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

  return keep;
}
