import { deflateSync, inflateSync } from 'node:zlib';

/** The tables of an OpenType font by their tags, and the kind of its outlines. */
export interface Font {
  readonly flavour: number;
  readonly tables: ReadonlyMap<string, Buffer>;
}

const headerLength = 44;
const entryLength = 20;
const sfntHeaderLength = 12;
const sfntEntryLength = 16;

/** Tables begin at multiples of four bytes. */
const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** Reads a font in WOFF 1. Throws if it is none. */
export function readWoff(file: Buffer): Font {
  if (file.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not a font in WOFF.');
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < file.readUInt16BE(12); index += 1) {
    const entry = headerLength + index * entryLength;
    const start = file.readUInt32BE(entry + 4);
    const bytes = file.subarray(start, start + file.readUInt32BE(entry + 8));
    const isPacked = bytes.length < file.readUInt32BE(entry + 12);
    tables.set(
      file.toString('latin1', entry, entry + 4),
      isPacked ? inflateSync(bytes) : Buffer.from(bytes),
    );
  }
  return { flavour: file.readUInt32BE(4), tables };
}

function checksum(table: Buffer): number {
  const whole = Buffer.alloc(padded(table.length));
  table.copy(whole);
  let sum = 0;
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) % 2 ** 32;
  return sum;
}

/** Writes a font in WOFF 1. */
export function writeWoff({ flavour, tables }: Font): Buffer {
  const sorted = [...tables].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const header = Buffer.alloc(headerLength + sorted.length * entryLength);
  const pieces: Buffer[] = [header];
  let length = header.length;
  let unpacked = sfntHeaderLength + sorted.length * sfntEntryLength;
  for (const [index, [tag, table]] of sorted.entries()) {
    const deflated = deflateSync(table, { level: 9 });
    const bytes = deflated.length < table.length ? deflated : table;
    const entry = headerLength + index * entryLength;
    header.write(tag, entry, 'latin1');
    for (const [place, value] of [length, bytes.length, table.length, checksum(table)].entries()) {
      header.writeUInt32BE(value, entry + 4 + place * 4);
    }
    pieces.push(bytes, Buffer.alloc(padded(bytes.length) - bytes.length));
    length += padded(bytes.length);
    unpacked += padded(table.length);
  }
  header.write('wOFF', 0, 'latin1');
  header.writeUInt32BE(flavour, 4);
  header.writeUInt32BE(length, 8);
  header.writeUInt16BE(sorted.length, 12);
  header.writeUInt32BE(unpacked, 16);
  header.writeUInt16BE(1, 20);
  return Buffer.concat(pieces);
}
