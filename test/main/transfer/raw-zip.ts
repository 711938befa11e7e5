import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a dishonest ZIP: every field can lie. */
export interface RawEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly method?: 0 | 8;
  /** The unpacked size that the directory claims. */
  readonly claimedSize?: number;
  readonly flags?: number;
  /** Unix mode, for example of a symbolic link. */
  readonly mode?: number;
  /** Points to the local header of an earlier entry. */
  readonly sameDataAs?: number;
}

/**
 * Writes a ZIP byte by byte. `claimedCount` is the number of entries that its end record claims.
 */
export function rawZip(entries: readonly RawEntry[], claimedCount = entries.length): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { content, method = 8, flags = 0x800 } = entry;
    const name = Buffer.from(entry.name);
    const data = method === 8 ? deflateRawSync(content) : content;
    const size = entry.claimedSize ?? content.byteLength;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.byteLength, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.byteLength, 22);
    let at = offset;
    if (entry.sameDataAs === undefined) {
      const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, data]);
      locals.push(local);
      offset += local.byteLength;
    } else {
      at = offsets[entry.sameDataAs] ?? 0;
    }
    offsets.push(at);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    const made = Buffer.from([20, 3]);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), made, common, tail, name]));
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Math.min(0xffff, claimedCount), 4);
  end.writeUInt16LE(Math.min(0xffff, claimedCount), 6);
  end.writeUInt32LE(directory.byteLength, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}
