import type { DatabaseSync } from 'node:sqlite';

/** How many pages (4 KB each) one step of merging rewrites. */
const tidyPages = 200;

/** Keeps the index small and fast. Every function may throw SQLite's errors. */
export interface Upkeep {
  /** In bulk mode, segments are not merged while documents are added, but at the end. */
  setBulk(bulk: boolean): void;
  /**
   * Returns some free space to the disk; returns true when none is left. Must not be called between
   * changes and their commit.
   */
  release(): boolean;
  /** Starts to merge the segments of the index into one. */
  beginTidying(): void;
  /** Continues for some ms; returns true when the merge is complete. */
  tidy(): boolean;
}

/** Creates the upkeep of an open index. */
export function createUpkeep(database: DatabaseSync): Upkeep {
  const merge = database.prepare("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', ?)");
  // 4 is FTS5's default.
  const automerge = database.prepare(
    "INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', ?)",
  );
  const changes = database.prepare('SELECT total_changes() AS count');

  return {
    // A bigint: FTS5 accepts only integers here, and a number would be bound as a float.
    setBulk: (bulk) => void automerge.run(bulk ? 0n : 4n),
    release() {
      database.exec(`PRAGMA incremental_vacuum(${tidyPages})`);
      const free = database.prepare('PRAGMA freelist_count').get()?.['freelist_count'];
      return Number(free) === 0;
    },
    beginTidying: () => void merge.run(-tidyPages),
    tidy() {
      const count = (): number => Number(changes.get()?.['count'] ?? 0);
      const before = count();
      merge.run(tidyPages);
      // As SQLite documents it, fewer than two changes mean that nothing was left to merge.
      return count() - before < 2;
    },
  };
}
