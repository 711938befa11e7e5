/** A set of rows of the index. */
export interface RowSet {
  has(row: number): boolean;
}

/**
 * Documents that contain a word with a given prefix, for the few prefixes that many documents
 * contain. For those, the index would have to merge the lists of all words with the prefix, which
 * takes longer than the rest of a search.
 */
export interface PrefixRows {
  /**
   * The cached rows for a prefix, which may include deleted ones; null if the index has to be
   * queried.
   */
  of(prefix: string): RowSet | null;
  /**
   * Caches an answer of the index if that is worthwhile; `documents` is the number of documents.
   */
  keep(prefix: string, rows: Int32Array, documents: number): void;
  /** Call when a document was written; `texts` as they are indexed. */
  put(row: number, texts: readonly string[]): void;
}

/** Limits of the cache. */
export interface PrefixLimits {
  /** The index finds fewer rows than this, or than this share of all documents, quickly enough. */
  readonly minRows: number;
  readonly minShare: number;
  /**
   * The most prefixes to cache; the most recently used stay. With a hundred thousand documents each
   * takes 12 KB.
   */
  readonly most: number;
}

const usualLimits: PrefixLimits = { minRows: 5000, minShare: 1 / 8, most: 128 };

/** A term of FTS5's tokenizer `ascii`: letters, digits, and everything that is not ASCII. */
const term = /[\dA-Za-z\u{80}-\u{10FFFF}]+/gu;
const capitals = /[A-Z]+/g;

/** A bit set indexed by row. */
function createBits(): RowSet & { set(row: number, on: boolean): void } {
  let words = new Uint32Array(1024);
  return {
    has: (row) => ((words[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0,
    set(row, on) {
      const at = row >>> 5;
      if (at >= words.length) {
        if (!on) return;
        const before = words;
        words = new Uint32Array(Math.max(at + 1, before.length * 2));
        words.set(before);
      }
      const bit = 1 << (row & 31);
      words[at] = on ? (words[at] ?? 0) | bit : (words[at] ?? 0) & ~bit;
    },
  };
}

/** Creates an empty cache. */
export function createPrefixRows(limits = usualLimits): PrefixRows {
  const kept = new Map<string, ReturnType<typeof createBits>>();

  return {
    of(prefix) {
      const rows = kept.get(prefix);
      if (rows === undefined) return null;
      kept.delete(prefix);
      kept.set(prefix, rows);
      return rows;
    },
    keep(prefix, rows, documents) {
      if (rows.length < Math.max(limits.minRows, documents * limits.minShare)) return;
      const bits = createBits();
      for (const row of rows) bits.set(row, true);
      kept.set(prefix, bits);
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.most) return;
        kept.delete(oldest);
      }
    },
    put(row, texts) {
      if (kept.size === 0) return;
      const lengths = new Set([...kept.keys()].map((prefix) => prefix.length));
      const begun = new Set<string>();
      for (const text of texts) {
        for (const [found] of text.matchAll(term)) {
          const folded = found.replace(capitals, (letters) => letters.toLowerCase());
          for (const length of lengths) begun.add(folded.slice(0, length));
        }
      }
      for (const [prefix, bits] of kept) bits.set(row, begun.has(prefix));
    },
  };
}
