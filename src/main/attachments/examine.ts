import { expected, type ExpectedError } from '../../shared/errors.ts';
import { largestAttachment } from '../../shared/attachments.ts';
import { isImage, mediaTypeOf } from '../library/media-type.ts';
import { imageSize, mostPixels } from '../../shared/image-size.ts';
import { createTextReader } from './text.ts';

/** What a file is, by its content. */
export type Kind =
  | {
      readonly kind: 'image';
      readonly mediaType: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'text'; readonly mediaType: string }
  | { readonly kind: 'pdf' };

/** The bytes of a file to be attached, as they come in. */
export interface Intake {
  /** False when it has become too large: nothing is held any more. */
  take(piece: Uint8Array): boolean;
  pieces(): readonly Uint8Array[];
  /**
   * What it is, now that all of it is here, by its content: names lie. Throws an ExpectedError
   * (`invalid`) that says what to do instead.
   */
  examine(name: string): Kind;
}

/** The sides of JPEGs come after previews and profiles; those of all others at the very start. */
const lookedAt = 512 * 1024;

/** An image of more would take a gigabyte when it is shown; pixels. */

const megabytes = largestAttachment / 1024 ** 2;

function refuse(message: string): ExpectedError {
  return expected('invalid', message);
}

/** HEIC and its kin: what phones take pictures in, and neither models nor windows read. */
const heic = /^ftyp(?:hei[cxms]|hev[cmx]|mif1|msf1)/;

const office = new Map([
  ['doc', 'a Word document'],
  ['docx', 'a Word document'],
  ['odt', 'a text document'],
  ['rtf', 'a text document'],
  ['pages', 'a Pages document'],
  ['ppt', 'a presentation'],
  ['pptx', 'a presentation'],
  ['odp', 'a presentation'],
  ['key', 'a presentation'],
  ['xls', 'a spreadsheet'],
  ['xlsx', 'a spreadsheet'],
  ['ods', 'a spreadsheet'],
  ['numbers', 'a spreadsheet'],
]);

/** What to do with a file that no model can read. */
function refusalOf(start: Buffer, mediaType: string, name: string): ExpectedError {
  const ending = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (heic.test(start.toString('latin1', 4, 12))) {
    return refuse(
      `${name} is a HEIC picture, which models cannot read. Save it as JPEG or PNG and attach that.`,
    );
  }
  const document = office.get(ending);
  if (document !== undefined) {
    const other = document === 'a spreadsheet' ? 'CSV' : 'PDF';
    return refuse(`${name} is ${document}. Save it as ${other} and attach that.`);
  }
  if (mediaType === 'application/zip') {
    return refuse(`${name} is an archive. Unpack it and attach the files in it.`);
  }
  if (/^(?:audio|video)\//.test(mediaType)) {
    return refuse(
      `${name} is a recording, which cannot be sent yet. Attach what is said in it as text.`,
    );
  }
  return refuse(
    `${name} is not a file that a model can read. Attach images, PDFs and text files, such as code or CSV.`,
  );
}

function imageOf(start: Buffer, mediaType: string, name: string): Kind {
  const size = imageSize(start, mediaType);
  if (size === null)
    throw refuse(`${name} is damaged and cannot be shown. Save it anew and attach that.`);
  if (size.width * size.height > mostPixels) {
    const pixels = `${size.width.toLocaleString()} × ${size.height.toLocaleString()} pixels`;
    throw refuse(`${name} has ${pixels}, which is too large. Make it smaller and attach that.`);
  }
  return { kind: 'image', mediaType, ...size };
}

/** Takes one file in. */
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
        throw refuse(
          `${name} is larger than ${megabytes} MB. Attach a part of it, or a smaller version.`,
        );
      }
      if (size === 0) throw refuse(`${name} is empty. Attach a file with something in it.`);
      let looked = 0;
      const first = pieces.findIndex((piece) => (looked += piece.byteLength) >= lookedAt);
      const start = Buffer.concat(first === -1 ? pieces : pieces.slice(0, first + 1)).subarray(
        0,
        lookedAt,
      );
      const mediaType = mediaTypeOf(start, name);
      if (mediaType === 'application/pdf' && start.toString('latin1', 0, 5) === '%PDF-')
        return { kind: 'pdf' };
      // Before images: the marks of some are letters, with which a text may begin as well.
      if (text.end() !== null) {
        const isTextType = /^text\/|^image\/svg|json$/.test(mediaType);
        return { kind: 'text', mediaType: isTextType ? mediaType : 'text/plain' };
      }
      if (isImage(mediaType)) return imageOf(start, mediaType, name);
      throw refusalOf(start, mediaType, name);
    },
  };
}
