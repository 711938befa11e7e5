/** What an import accepts; beyond it a file is refused with a reason. Sizes in bytes, counts in pieces. */
export interface ImportLimits {
  /** Files in an archive. */
  readonly entries: number;
  /** Everything in an archive, unpacked. */
  readonly archiveSize: number;
  /** One file of an archive, unpacked. */
  readonly entrySize: number;
  /** An archive within an archive. */
  readonly innerArchive: number;
  /** How many times bigger than packed a file may unpack. Text packs 5 to 20 times; deflate ends at 1032. */
  readonly ratio: number;
  /** The ratio says nothing about small files. */
  readonly ratioFrom: number;
  /** One JSON value that is held in memory: a conversation, or a whole backup that is one object. */
  readonly item: number;
  /** Nesting of JSON. A message tree of LibreChat nests twice per message. */
  readonly depth: number;
  /** One image or attached file. */
  readonly attachment: number;
  /** Messages of one conversation. */
  readonly messages: number;
}

export const importLimits: ImportLimits = {
  entries: 200_000,
  archiveSize: 64 * 1024 ** 3,
  entrySize: 16 * 1024 ** 3,
  innerArchive: 4 * 1024 ** 3,
  ratio: 250,
  ratioFrom: 4 * 1024 ** 2,
  item: 256 * 1024 ** 2,
  depth: 20_000,
  attachment: 1024 ** 3,
  messages: 200_000,
};
