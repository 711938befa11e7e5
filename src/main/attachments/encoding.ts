/** How much of a file is checked for marks and control characters (bytes). */
const sampleBytes = 256 * 1024;

/** How much the detector gets (bytes); more takes longer without better results. */
const tellingSize = 16 * 1024;

/** Detects the encoding of bytes that are not UTF-8; null if it cannot tell. */
export type DetectEncoding = (sample: Uint8Array) => Promise<string | null>;

/** The largest share of control characters in a text: logs have some, programs are full of them. */
const maxControlShare = 0.0005;

/**
 * A text with this many valid UTF-8 characters for each invalid byte is taken for damaged UTF-8,
 * not for a legacy encoding.
 */
const soundForEachBroken = 4;

function markOf(start: Uint8Array): string | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : null;
}

/**
 * UTF-16 without a byte order mark shows by the zeros of its Latin letters and spaces, all on one
 * side.
 */
function utf16Of(sample: Uint8Array): string | null {
  const zeros: [number, number] = [0, 0];
  const even = sample.length - (sample.length % 2);
  for (let at = 0; at < even; at += 1) if (sample[at] === 0) zeros[(at % 2) as 0 | 1] += 1;
  const units = even / 2;
  const [high, low] = zeros;
  // If most letters are of another script, a handful of line breaks and spaces is enough.
  const least = Math.max(2, units / 200);
  if (low >= least && high === 0) return 'utf-16le';
  return high >= least && low === 0 ? 'utf-16be' : null;
}

function controlShare(sample: Uint8Array): number {
  let controls = 0;
  for (const byte of sample) {
    const isUsual = byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b;
    if (!isUsual || byte === 0x7f) controls += 1;
  }
  return sample.length === 0 ? 0 : controls / sample.length;
}

/** Counts non-ASCII characters that are valid UTF-8, and bytes that are invalid. */
function countUtf8(sample: Uint8Array): { readonly sound: number; readonly broken: number } {
  let sound = 0;
  let broken = 0;
  const text = new TextDecoder('utf-8').decode(sample);
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) sound += 1;
  }
  return { sound, broken };
}

/**
 * A sample of the lines with non-ASCII letters, which reveal the encoding. A log may begin with a
 * megabyte that is the same in every encoding.
 */
function tellingBytes(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length && size < tellingSize; at += 1) {
    if ((bytes[at] ?? 0) < 0x80 && bytes[at] !== 0x1b) continue;
    const end = bytes.indexOf(0x0a, at);
    const until = Math.min(end === -1 ? bytes.length : end + 1, at + tellingSize - size);
    const piece = bytes.subarray(at, until);
    pieces.push(piece);
    size += piece.length;
    at = until - 1;
  }
  return Buffer.concat(pieces);
}

/** True for text that switches character sets by escape sequences, as Japanese mail does. */
function isIso2022(sample: Uint8Array): boolean {
  const text = Buffer.from(sample).toString('latin1');
  return text.includes('\u001b$B') || text.includes('\u001b$@');
}

/**
 * Detects the encoding of a text: by its byte order mark, else UTF-8 (even with a little damage),
 * else by the detector. null if it is not text. Names are labels of the Encoding Standard.
 */
export async function encodingOf(
  bytes: Uint8Array,
  detect: DetectEncoding,
): Promise<string | null> {
  const mark = markOf(bytes);
  if (mark !== null) return mark;
  const sample = bytes.subarray(0, sampleBytes);
  const wide = utf16Of(sample);
  if (wide !== null) return wide;
  if (controlShare(sample) > maxControlShare) return null;
  if (isIso2022(sample)) return 'iso-2022-jp';
  const telling = tellingBytes(bytes);
  const { sound, broken } = countUtf8(telling);
  if (broken === 0 || sound >= broken * soundForEachBroken) return 'utf-8';
  return (await detect(telling)) ?? 'windows-1252';
}
