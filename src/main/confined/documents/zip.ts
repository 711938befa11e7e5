import { openArchive, type Archive } from '../../disk/archive.ts';
import { importLimits } from '../../disk/import-limits.ts';

/** Limits on a document: far lower than for an export of conversations. */
const documentLimits = {
  ...importLimits,
  entries: 20_000,
  archiveSize: 512 * 1024 ** 2,
  entrySize: 256 * 1024 ** 2,
};

/** The files inside an office document. */
export interface DocumentFiles {
  readonly names: readonly string[];
  /** The text of a file inside; null if there is none with this name. */
  text(name: string): Promise<string | null>;
}

async function textOf(archive: Archive, name: string): Promise<string | null> {
  const entry = archive.entries.find((each) => each.name === name);
  if (entry === undefined) return null;
  const pieces: Buffer[] = [];
  for await (const piece of archive.open(entry, new AbortController().signal)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** Opens a zipped document. Throws if it is damaged or would expand to too much. */
export async function openDocument(bytes: Uint8Array): Promise<DocumentFiles> {
  const archive = await openArchive(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    documentLimits,
    new AbortController().signal,
  );
  return {
    names: archive.entries.map(({ name }) => name),
    text: (name) => textOf(archive, name),
  };
}
