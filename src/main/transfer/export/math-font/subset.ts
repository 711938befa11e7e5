import { readCharacterMap, writeCharacterMap } from './character-map.ts';
import { componentsOf, readVariants } from './glyphs.ts';
import type { Font } from './woff.ts';

/** The tables that formulas need. Kerning and alternates are for text. */
const copied = ['MATH', 'OS/2', 'gasp', 'head', 'hhea', 'maxp', 'name'];

/** The tables of a font with outlines in TrueType's format. Throws for another font. */
function tableOf({ tables }: Font, tag: string): Buffer {
  const table = tables.get(tag);
  if (table === undefined) throw new Error(`The font has no table ${tag}.`);
  return table;
}

/** Where each outline begins, and where the last ends: the table `loca`. */
function readPlaces(font: Font): readonly number[] {
  const loca = tableOf(font, 'loca');
  const isLong = tableOf(font, 'head').readInt16BE(50) === 1;
  const count = tableOf(font, 'maxp').readUInt16BE(4) + 1;
  return Array.from({ length: count }, (_, index) =>
    isLong ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2,
  );
}

/** All glyphs that may be drawn for some: their variants, and what these are composed of. */
function closure(
  glyphs: Iterable<number>,
  further: (glyph: number) => readonly number[],
): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...glyphs];
  for (let glyph = open.pop(); glyph !== undefined; glyph = open.pop()) {
    if (found.has(glyph)) continue;
    found.add(glyph);
    open.push(...further(glyph));
  }
  return found;
}

/** Widths of these glyphs alone: the table `hmtx`, whose nulls take no space when packed. */
function widthsOf(font: Font, glyphs: ReadonlySet<number>): Buffer {
  const widths = tableOf(font, 'hmtx');
  const kept = Buffer.alloc(widths.length);
  const full = tableOf(font, 'hhea').readUInt16BE(34);
  for (const glyph of glyphs) {
    const at = glyph < full ? glyph * 4 : full * 4 + (glyph - full) * 2;
    widths.copy(kept, at, at, at + (glyph < full ? 4 : 2));
  }
  // Glyphs without a width of their own have the last one.
  widths.copy(kept, (full - 1) * 4, (full - 1) * 4, full * 4);
  return kept;
}

/**
 * The part of a font for formulas that draws these code points. Its glyphs keep their numbers, so
 * that tables about them stay as they are; those that are not needed are empty.
 */
export function subsetOf(font: Font, codes: Iterable<number>): Font {
  const all = readCharacterMap(tableOf(font, 'cmap'));
  const wanted = new Map(
    [...new Set(codes)].flatMap((code) => {
      const glyph = all.get(code);
      return glyph === undefined ? [] : [[code, glyph] as const];
    }),
  );
  const places = readPlaces(font);
  const outlines = tableOf(font, 'glyf');
  const outlineOf = (glyph: number): Buffer =>
    outlines.subarray(places[glyph] ?? 0, places[glyph + 1] ?? 0);
  const variants = readVariants(tableOf(font, 'MATH'));
  const glyphs = closure([0, ...wanted.values()], (glyph) => [
    ...(variants.get(glyph) ?? []),
    ...componentsOf(outlineOf(glyph)),
  ]);

  const loca = Buffer.alloc(places.length * 4);
  const kept: Buffer[] = [];
  let length = 0;
  for (let glyph = 0; glyph + 1 < places.length; glyph += 1) {
    const outline = glyphs.has(glyph) ? outlineOf(glyph) : Buffer.alloc(0);
    kept.push(outline, Buffer.alloc((4 - (outline.length % 4)) % 4));
    length += Math.ceil(outline.length / 4) * 4;
    loca.writeUInt32BE(length, (glyph + 1) * 4);
  }
  const head = Buffer.from(tableOf(font, 'head'));
  head.writeInt16BE(1, 50);
  const post = Buffer.from(tableOf(font, 'post').subarray(0, 32));
  // Without names of glyphs.
  post.writeUInt32BE(0x00_03_00_00, 0);
  return {
    flavour: font.flavour,
    tables: new Map([
      ...copied.map((tag) => [tag, tableOf(font, tag)] as const),
      ['cmap', writeCharacterMap(wanted)],
      ['glyf', Buffer.concat(kept)],
      ['head', head],
      ['hmtx', widthsOf(font, glyphs)],
      ['loca', loca],
      ['post', post],
    ]),
  };
}
