const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** True for the start of a PNG. */
export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

/**
 * The text of the first `tEXt` chunk of a PNG with this keyword; null if there is none, or if the
 * file is cut off before it.
 */
export function pngText(bytes: Buffer, keyword: string): string | null {
  const mark = Buffer.from(`${keyword}\0`, 'latin1');
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const start = at + 8;
    if (type === 'IEND' || start + length + 4 > bytes.length) return null;
    const data = bytes.subarray(start, start + length);
    if (type === 'tEXt' && data.subarray(0, mark.length).equals(mark)) {
      return data.toString('latin1', mark.length);
    }
    at = start + length + 4;
  }
  return null;
}
