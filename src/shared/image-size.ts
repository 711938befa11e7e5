/** The displayed size of an image, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Reads numbers from bytes in either byte order. */
class Bytes {
  readonly length: number;
  readonly #view: DataView;

  constructor(array: Uint8Array) {
    this.length = array.byteLength;
    this.#view = new DataView(array.buffer, array.byteOffset, array.byteLength);
  }

  text(from: number, to: number): string {
    let text = '';
    for (let at = from; at < Math.min(to, this.length); at += 1) {
      text += String.fromCodePoint(this.#view.getUint8(at));
    }
    return text;
  }

  byte(at: number): number {
    return this.#view.getUint8(at);
  }

  short(at: number, isLittle = false): number {
    return this.#view.getUint16(at, isLittle);
  }

  three(at: number): number {
    return this.short(at, true) | (this.byte(at + 2) << 16);
  }

  long(at: number, isLittle = false): number {
    return this.#view.getUint32(at, isLittle);
  }

  signed(at: number): number {
    return this.#view.getInt32(at, true);
  }

  part(from: number, to: number): Bytes {
    const { buffer, byteOffset } = this.#view;
    const end = Math.min(to, this.length);
    return new Bytes(new Uint8Array(buffer, byteOffset + from, Math.max(0, end - from)));
  }

  /** Returns the offset of a four-letter code at or after a position, or -1. */
  find(word: string, from: number): number {
    for (let at = from; at + 4 <= this.length; at += 1) {
      if (this.byte(at) === word.charCodeAt(0) && this.text(at, at + 4) === word) return at;
    }
    return -1;
  }
}

function pngSize(bytes: Bytes): ImageSize | null {
  if (bytes.length < 24 || bytes.text(12, 16) !== 'IHDR') return null;
  return { width: bytes.long(16), height: bytes.long(20) };
}

function gifSize(bytes: Bytes): ImageSize | null {
  if (bytes.length < 10) return null;
  return { width: bytes.short(6, true), height: bytes.short(8, true) };
}

function bmpSize(bytes: Bytes): ImageSize | null {
  if (bytes.length < 26) return null;
  // The OS/2 header is shorter and its numbers are narrower. A negative height means rows run from
  // the top down.
  if (bytes.long(14, true) === 12) {
    return { width: bytes.short(18, true), height: bytes.short(20, true) };
  }
  return { width: bytes.signed(18), height: Math.abs(bytes.signed(22)) };
}

function webpSize(bytes: Bytes): ImageSize | null {
  if (bytes.length < 30 || bytes.text(0, 4) !== 'RIFF') return null;
  switch (bytes.text(12, 16)) {
    case 'VP8X':
      return { width: bytes.three(24) + 1, height: bytes.three(27) + 1 };
    case 'VP8L': {
      const bits = bytes.long(21, true);
      return { width: (bits & 0x3f_ff) + 1, height: ((bits >>> 14) & 0x3f_ff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.short(26, true) & 0x3f_ff, height: bytes.short(28, true) & 0x3f_ff };
    default:
      return null;
  }
}

/** The Exif orientation. Values from 5 up mean a quarter turn. */
const orientationTag = 0x01_12;

/**
 * True for a frame header, which contains the size. Three markers in the same range have other
 * meanings.
 */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** True if an Exif segment asks for a quarter turn, as in upright phone photos. */
function isTurned(segment: Bytes): boolean {
  if (segment.text(0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.part(6, segment.length);
  const isLittle = tiff.text(0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : tiff.short(at, isLittle));
  if (tiff.length < 8) return false;
  const directory = tiff.long(4, isLittle);
  const count = short(directory);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > tiff.length) return false;
    if (short(entry) === orientationTag) return short(entry + 8) >= 5;
  }
  return false;
}

function jpegSize(bytes: Bytes): ImageSize | null {
  let turned = false;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes.byte(at) !== 0xff) return null;
    const marker = bytes.byte(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameHeader(marker)) {
      const [height, width] = [bytes.short(at + 5), bytes.short(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    } else {
      const length = bytes.short(at + 2);
      if (marker === 0xe1) turned ||= isTurned(bytes.part(at + 4, at + 2 + length));
      at += 2 + length;
    }
  }
  return null;
}

/** The `ispe` property holds the size. In a grid of tiles, the largest one is the whole image. */
function avifSize(bytes: Bytes): ImageSize | null {
  let largest: ImageSize | null = null;
  for (let at = bytes.find('ispe', 0); at !== -1; at = bytes.find('ispe', at + 4)) {
    if (at + 16 > bytes.length) break;
    const size = { width: bytes.long(at + 8), height: bytes.long(at + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) {
      largest = size;
    }
  }
  return largest;
}

function sizeIn(start: Bytes, mediaType: string): ImageSize | null {
  switch (mediaType) {
    case 'image/png':
      return pngSize(start);
    case 'image/jpeg':
      return jpegSize(start);
    case 'image/gif':
      return gifSize(start);
    case 'image/webp':
      return webpSize(start);
    case 'image/bmp':
      return bmpSize(start);
    case 'image/avif':
      return avifSize(start);
    default:
      return null;
  }
}

/**
 * Reads the size of an image from its first bytes (half a megabyte is enough), without decoding it.
 * Returns null for unknown types, or if the size is not in those bytes.
 */
export function imageSize(start: Uint8Array, mediaType: string): ImageSize | null {
  const size = sizeIn(new Bytes(start), mediaType);
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

/**
 * The media type of a picture that a window can show, by its first bytes; null for anything else.
 */
export function rasterType(start: Uint8Array): string | null {
  const bytes = new Bytes(start.subarray(0, 16));
  const text = bytes.text(0, 16);
  if (text.startsWith('\u0089PNG\r\n\u001A\n')) return 'image/png';
  if (text.startsWith('\u00FF\u00D8\u00FF')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp';
  if (/^ftypavi[fs]/.test(text.slice(4))) return 'image/avif';
  return text.startsWith('BM') ? 'image/bmp' : null;
}

/** Pixel limit for decoding. Larger pictures are refused without decoding. */
export const maxPixels = 100_000_000;
