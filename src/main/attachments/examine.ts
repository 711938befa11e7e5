import { expected, type ExpectedError } from '../../shared/expected.ts';
import { largestAttachment } from '../../shared/model/attachments.ts';
import { isImage, mediaTypeOf } from '../disk/media-type.ts';
import { imageSize, maxPixels } from '../../shared/image-size.ts';
import type { DocumentFormat } from '../confined/kinds.ts';
import { documentFormatOf } from './documents.ts';
import { createTextReader } from './text.ts';

/** The kind of a file, by its content. */
export type Kind =
  | {
      readonly kind: 'image';
      readonly mediaType: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'text'; readonly mediaType: string }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'document'; readonly format: DocumentFormat; readonly mediaType: string }
  | { readonly kind: 'tiff' }
  /** A phone's picture format: the system may be able to read it, otherwise `refusal` applies. */
  | { readonly kind: 'heic'; readonly refusal: ExpectedError }
  /**
   * Neither UTF-8 nor any known format: a text in another encoding, otherwise `refusal` applies.
   */
  | { readonly kind: 'unknown'; readonly mediaType: string; readonly refusal: ExpectedError };

/** Collects the bytes of a file to be attached. */
export interface Intake {
  /** Returns false once the file is too large; the bytes are then dropped. */
  take(piece: Uint8Array): boolean;
  pieces(): readonly Uint8Array[];
  /**
   * Identifies the complete file by its content, because names lie. Throws an ExpectedError
   * (`invalid`) that says what to do instead.
   */
  examine(name: string): Kind;
}

/**
 * How many bytes are searched. JPEG stores its dimensions after previews and profiles, all other
 * formats at the very start.
 */
const lookedAt = 512 * 1024;

/** HEIC and related formats, which phones produce and neither models nor windows can read. */
const heic = /^ftyp(?:hei[cxms]|hev[cmx]|mif1|msf1)/;

/** Document formats that only their own program reads. */
const appleDocuments = ['pages', 'key', 'numbers'] as const;

function appleDocumentOf(name: string): (typeof appleDocuments)[number] | undefined {
  return appleDocuments.find((ending) => ending === endingOf(name));
}

function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The error for a file that no model can read; it says what to do instead. */
function refusalOf(mediaType: string, name: string): ExpectedError {
  const program = appleDocumentOf(name);
  if (program !== undefined) {
    return expected('apple_document', { name, program });
  }
  if (/^(?:audio|video)\//.test(mediaType)) {
    return expected('recording', { name });
  }
  return expected('file_kind_unknown', { name });
}

function imageOf(start: Buffer, mediaType: string, name: string): Kind {
  const size = imageSize(start, mediaType);
  if (size === null) throw expected('picture_damaged', { name });
  if (size.width * size.height > maxPixels) {
    throw expected('too_many_pixels', { name, ...size });
  }
  return { kind: 'image', mediaType, ...size };
}

/** The file's own media type if that is a text type, otherwise plain text. */
export function textTypeOf(mediaType: string): string {
  return /^text\/|^image\/svg|json$/.test(mediaType) ? mediaType : 'text/plain';
}

/** Creates an intake for one file. */
export function createIntake(): Intake {
  let pieces: Uint8Array[] = [];
  const text = createTextReader();
  let size = 0;
  return {
    pieces: () => pieces,
    take(piece) {
      size += piece.byteLength;
      if (size > largestAttachment) {
        pieces = [];
        return false;
      }
      text.read(piece);
      pieces.push(piece);
      return true;
    },
    examine(name) {
      if (size > largestAttachment) {
        throw expected('attachment_too_large', { name, most: largestAttachment });
      }
      if (size === 0) throw expected('file_empty', { name });
      let looked = 0;
      const first = pieces.findIndex((piece) => (looked += piece.byteLength) >= lookedAt);
      const start = Buffer.concat(first === -1 ? pieces : pieces.slice(0, first + 1)).subarray(
        0,
        lookedAt,
      );
      const mediaType = mediaTypeOf(start, name);
      if (mediaType === 'application/pdf' && start.toString('latin1', 0, 5) === '%PDF-')
        return { kind: 'pdf' };
      const format = appleDocumentOf(name) !== undefined ? null : documentFormatOf(mediaType);
      if (format !== null) return { kind: 'document', format, mediaType };
      // Checked before images: the signatures of some are letters, which a text may begin with too.
      if (text.end() !== null) {
        return { kind: 'text', mediaType: textTypeOf(mediaType) };
      }
      if (isImage(mediaType)) return imageOf(start, mediaType, name);
      if (mediaType === 'image/tiff') return { kind: 'tiff' };
      if (heic.test(start.toString('latin1', 4, 12))) {
        return {
          kind: 'heic',
          refusal: expected('heic_picture', { name }),
        };
      }
      return { kind: 'unknown', mediaType, refusal: refusalOf(mediaType, name) };
    },
  };
}
