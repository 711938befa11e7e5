/** Some rows of the index. */
export interface RowSet {
  has(row: number): boolean;
}

/**
 * The documents in which a word begins so or so, for the few beginnings that a good part of them has: the
 * index has to merge the lists of all words that begin so, which takes longer than all else of a search.
 */
export interface PrefixRows {
  /** What is kept for a beginning, rows that are gone among it; null: the index has to be asked. */
  of(prefix: string): RowSet | null;
  /** Keeps what the index has answered, if it is worth it; `documents`: how many there are. */
  keep(prefix: string, rows: Int32Array, documents: number): void;
  /** A document was written; `texts` as they are indexed. */
  put(row: number, texts: readonly string[]): void;
}

/** What is kept. */
export interface PrefixLimits {
  /** Fewer rows than this, or than this share of all documents, the index itself finds quickly enough. */
  readonly leastRows: number;
  readonly leastShare: number;
  /** So many beginnings at once, those that were used last; of a hundred thousand documents each takes 12 KB. */
  readonly most: number;
}

const usualLimits: PrefixLimits = { leastRows: 5000, leastShare: 1 / 8, most: 128 };

/** What FTS5's tokenizer `ascii` takes as a term: letters and digits, and all that is not ASCII. */
const term = /[\dA-Za-z\u{80}-\u{10FFFF}]+/gu;
const capitals = /[A-Z]+/g;

/** Bits by row. */
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

/** Makes an empty memory. */
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
      if (rows.length < Math.max(limits.leastRows, documents * limits.leastShare)) return;
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
