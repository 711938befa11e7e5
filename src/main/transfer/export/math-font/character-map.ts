/** Reads which glyph a font has for each code point: its table `cmap`, in the format for all of them. */
export function readCharacterMap(cmap: Buffer): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const start = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(start) !== 12) continue;
    for (let group = 0; group < cmap.readUInt32BE(start + 12); group += 1) {
      const at = start + 16 + group * 12;
      const [first, last] = [cmap.readUInt32BE(at), cmap.readUInt32BE(at + 4)];
      for (let code = first; code <= last; code += 1) {
        found.set(code, cmap.readUInt32BE(at + 8) + code - first);
      }
    }
  }
  return found;
}

type Pair = readonly [code: number, glyph: number];

/** Format 12: groups of code points, each of a single one. */
function wholeMap(pairs: readonly Pair[]): Buffer {
  const table = Buffer.alloc(16 + pairs.length * 12);
  table.writeUInt16BE(12, 0);
  table.writeUInt32BE(table.length, 4);
  table.writeUInt32BE(pairs.length, 12);
  for (const [index, [code, glyph]] of pairs.entries()) {
    const at = 16 + index * 12;
    table.writeUInt32BE(code, at);
    table.writeUInt32BE(code, at + 4);
    table.writeUInt32BE(glyph, at + 8);
  }
  return table;
}

/** Format 4, which older systems look for: segments of code points up to U+FFFF. */
function basicMap(pairs: readonly Pair[]): Buffer {
  const segments = [...pairs.filter(([code]) => code < 0xff_ff), [0xff_ff, 0] as const];
  const count = segments.length;
  const table = Buffer.alloc(16 + count * 8);
  const selector = Math.floor(Math.log2(count));
  const range = 2 * 2 ** selector;
  const header = [4, table.length, 0, count * 2, range, selector, count * 2 - range];
  for (const [index, value] of header.entries()) table.writeUInt16BE(value, index * 2);
  for (const [index, [code, glyph]] of segments.entries()) {
    table.writeUInt16BE(code, 14 + index * 2);
    table.writeUInt16BE(code, 16 + (count + index) * 2);
    table.writeUInt16BE((glyph - code + 0x1_00_00) % 0x1_00_00, 16 + (2 * count + index) * 2);
  }
  return table;
}

/** Writes a table `cmap` with these code points and their glyphs. */
export function writeCharacterMap(glyphs: ReadonlyMap<number, number>): Buffer {
  const pairs = [...glyphs].toSorted(([one], [other]) => one - other);
  const basic = basicMap(pairs);
  const header = Buffer.alloc(20);
  // Two tables, of the platform Windows: U+FFFF and below, and all.
  for (const [index, value] of [0, 2, 3, 1].entries()) header.writeUInt16BE(value, index * 2);
  header.writeUInt32BE(header.length, 8);
  header.writeUInt16BE(3, 12);
  header.writeUInt16BE(10, 14);
  header.writeUInt32BE(header.length + basic.length, 16);
  return Buffer.concat([header, basic, wholeMap(pairs)]);
}
