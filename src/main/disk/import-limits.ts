/** Limits of an import; a file that exceeds one is refused with a reason. Sizes in bytes. */
export interface ImportLimits {
  /** Number of files in an archive. */
  readonly entries: number;
  /** Uncompressed size of everything in an archive. */
  readonly archiveSize: number;
  /** Uncompressed size of one file in an archive. */
  readonly entrySize: number;
  /** Size of an archive within an archive. */
  readonly innerArchive: number;
  /** The most that a file may expand. Text compresses 5 to 20 times; deflate cannot exceed 1032. */
  readonly ratio: number;
  /** Size from which the ratio is checked; it means little for small files. */
  readonly ratioFrom: number;
  /** Size of one JSON value in memory: a conversation, or a whole backup that is one object. */
  readonly item: number;
  /** Nesting depth of JSON. A message tree of LibreChat nests twice per message. */
  readonly depth: number;
  /** Size of one image or attached file. */
  readonly attachment: number;
  /** Number of messages in one conversation. */
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
