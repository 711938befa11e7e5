import type { DatabaseSync } from 'node:sqlite';

/** How much of the index one step of tidying rewrites; pages of 4 KB. */
const tidyPages = 200;

/** Keeps the index small and quick. Every function may throw SQLite's errors. */
export interface Upkeep {
  /** While much is added its pieces are left as they are, to be joined at the end. */
  setBulk(bulk: boolean): void;
  /** Gives some free space back to the disk; returns true when none is left. Not between changes and their commit. */
  release(): boolean;
  /** Begins to join the pieces of the index into one. */
  beginTidying(): void;
  /** Goes on for some ms; returns true when all is joined. */
  tidy(): boolean;
}

/** Makes the upkeep of an open index. */
export function createUpkeep(database: DatabaseSync): Upkeep {
  const merge = database.prepare("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', ?)");
  // 4 is what FTS5 begins with.
  const automerge = database.prepare(
    "INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', ?)",
  );
  const changes = database.prepare('SELECT total_changes() AS count');

  return {
    // A bigint: FTS5 takes only whole numbers here, and a number would be bound as a real one.
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
      // As SQLite documents it: fewer than two changes mean that nothing was left to merge.
      return count() - before < 2;
    },
  };
}
