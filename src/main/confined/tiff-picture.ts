import { encode } from 'fast-png';
import { decode } from 'tiff';
import type { PngPicture } from './kinds.ts';

/** A larger picture (in pixels) would take a gigabyte of memory. */
const maxPixels = 60_000_000;

/** Converts the first page of a TIFF to a PNG. */
export function tiffPicture(_input: null, bytes: Uint8Array<ArrayBuffer>): Promise<PngPicture> {
  try {
    const [head] = decode(bytes, { pages: [0], ignoreImageData: true });
    if (head === undefined) return Promise.resolve({ kind: 'damaged' });
    const { width, height } = head;
    if (!(width > 0 && height > 0)) return Promise.resolve({ kind: 'damaged' });
    if (width * height > maxPixels) return Promise.resolve({ kind: 'large' });
    const [page] = decode(bytes, { pages: [0] });
    const data = page?.data;
    const channels = data === undefined ? 0 : data.length / (width * height);
    if (!(data instanceof Uint8Array || data instanceof Uint16Array)) {
      return Promise.resolve({ kind: 'unknown' });
    }
    if (![1, 2, 3, 4].includes(channels)) return Promise.resolve({ kind: 'unknown' });
    const depth = data instanceof Uint16Array ? 16 : 8;
    const png = encode({ width, height, data, channels, depth });
    return Promise.resolve({ kind: 'png', bytes: Uint8Array.from(png) });
  } catch (error) {
    const isUnknown = error instanceof Error && /unsupported|not supported/i.test(error.message);
    return Promise.resolve({ kind: isUnknown ? 'unknown' : 'damaged' });
  }
}
