/** The sides of an image as it is shown, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

function pngSize(bytes: Buffer): ImageSize | null {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gifSize(bytes: Buffer): ImageSize | null {
  if (bytes.length < 10) return null;
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

function bmpSize(bytes: Buffer): ImageSize | null {
  if (bytes.length < 26) return null;
  // The header of OS/2 is shorter and has shorter numbers; a negative height means: from the top down.
  if (bytes.readUInt32LE(14) === 12) {
    return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) };
  }
  return { width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) };
}

function webpSize(bytes: Buffer): ImageSize | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return null;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3f_ff) + 1, height: ((bits >>> 14) & 0x3f_ff) + 1 };
    }
    case 'VP8 ':
      return {
        width: bytes.readUInt16LE(26) & 0x3f_ff,
        height: bytes.readUInt16LE(28) & 0x3f_ff,
      };
    default:
      return null;
  }
}

/** Exif: which way up the picture is; from 5 on it lies on its side. */
const orientationTag = 0x01_12;

/** Frame headers, which hold the sides; among them are three segments with other meanings. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** True if a segment of Exif says that the picture is to be turned by a quarter, as upright photographs of phones are. */
function isTurned(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => {
    if (at + 2 > tiff.length) return 0;
    return isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  };
  if (tiff.length < 8) return false;
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = short(directory);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > tiff.length) return false;
    if (short(entry) === orientationTag) return short(entry + 8) >= 5;
  }
  return false;
}

function jpegSize(bytes: Buffer): ImageSize | null {
  let turned = false;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameHeader(marker)) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    } else {
      const length = bytes.readUInt16BE(at + 2);
      if (marker === 0xe1) turned ||= isTurned(bytes.subarray(at + 4, at + 2 + length));
      at += 2 + length;
    }
  }
  return null;
}

/** The property `ispe` holds the sides; of a grid of tiles the largest is the whole. */
function avifSize(bytes: Buffer): ImageSize | null {
  let largest: ImageSize | null = null;
  for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 4)) {
    if (at + 16 > bytes.length) break;
    const size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) {
      largest = size;
    }
  }
  return largest;
}

function sizeIn(start: Buffer, mediaType: string): ImageSize | null {
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
 * Reads the sides of an image from its first bytes (half a megabyte is enough) without decoding it;
 * null for a type it does not know, or when they are not there.
 */
export function imageSize(start: Uint8Array, mediaType: string): ImageSize | null {
  const size = sizeIn(Buffer.from(start.buffer, start.byteOffset, start.byteLength), mediaType);
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}
