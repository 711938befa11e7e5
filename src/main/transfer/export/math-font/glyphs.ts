/** The glyphs that a coverage table lists, in order. */
function covered(table: Buffer, start: number): readonly number[] {
  const count = table.readUInt16BE(start + 2);
  const glyphs: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (table.readUInt16BE(start) === 1) {
      glyphs.push(table.readUInt16BE(start + 4 + index * 2));
      continue;
    }
    const at = start + 4 + index * 6;
    const [first, last] = [table.readUInt16BE(at), table.readUInt16BE(at + 2)];
    for (let glyph = first; glyph <= last; glyph += 1) glyphs.push(glyph);
  }
  return glyphs;
}

/** Reads the taller and wider glyphs, and the parts of such, that stand for a glyph: `MATH`. */
export function readVariants(math: Buffer): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  const start = math.readUInt16BE(8);
  const counts = [math.readUInt16BE(start + 6), math.readUInt16BE(start + 8)];
  let place = start + 10;
  for (const [direction, count] of counts.entries()) {
    const offset = math.readUInt16BE(start + 2 + direction * 2);
    const glyphs = offset === 0 ? [] : covered(math, start + offset);
    for (let index = 0; index < count; index += 1, place += 2) {
      const glyph = glyphs[index];
      if (glyph === undefined) continue;
      const construction = start + math.readUInt16BE(place);
      const variants = Array.from({ length: math.readUInt16BE(construction + 2) }, (_, each) =>
        math.readUInt16BE(construction + 4 + each * 4),
      );
      const assembly = construction + math.readUInt16BE(construction);
      const parts =
        assembly === construction
          ? []
          : Array.from({ length: math.readUInt16BE(assembly + 4) }, (_, each) =>
              math.readUInt16BE(assembly + 6 + each * 10),
            );
      found.set(glyph, [...(found.get(glyph) ?? []), ...variants, ...parts]);
    }
  }
  return found;
}

const wordArguments = 0x0001;
const hasScale = 0x0008;
const moreComponents = 0x0020;
const hasTwoScales = 0x0040;
const hasMatrix = 0x0080;

/** The glyphs that an outline is composed of; none if it has lines of its own. */
export function componentsOf(outline: Buffer): readonly number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const glyphs: number[] = [];
  let at = 10;
  for (;;) {
    const flags = outline.readUInt16BE(at);
    glyphs.push(outline.readUInt16BE(at + 2));
    at += 4 + ((flags & wordArguments) === 0 ? 2 : 4);
    if ((flags & hasScale) !== 0) at += 2;
    else if ((flags & hasTwoScales) !== 0) at += 4;
    else if ((flags & hasMatrix) !== 0) at += 8;
    if ((flags & moreComponents) === 0) return glyphs;
  }
}
