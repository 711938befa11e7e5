/** The files in which Windows and macOS keep one icon in several sizes, all of them as PNG. */

/** One size of an icon. */
export interface IconSize {
  readonly size: number;
  readonly png: Buffer;
}

/** An ICO file. A size of 256 is written as 0. */
export function makeIco(icons: readonly IconSize[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(icons.length, 4);
  let offset = header.length + 16 * icons.length;
  const entries = icons.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...icons.map(({ png }) => png)]);
}

/** The names that macOS has for a size in pixels: the plain one and the one of half as many points. */
const icnsNames: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** An ICNS file. Sizes that macOS has no name for are left out. */
export function makeIcns(icons: readonly IconSize[]): Buffer {
  const block = (name: string, content: Buffer): Buffer => {
    const header = Buffer.alloc(8);
    header.write(name, 'latin1');
    header.writeUInt32BE(header.length + content.length, 4);
    return Buffer.concat([header, content]);
  };
  const blocks = icons.flatMap(({ size, png }) =>
    (icnsNames[size] ?? []).map((name) => block(name, png)),
  );
  return block('icns', Buffer.concat(blocks));
}
