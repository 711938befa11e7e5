import type { Id } from '../../shared/model/conversation.ts';
import type { LibraryState, LibraryStatistics, SearchAnswer } from '../../shared/model/library.ts';
import { deleteDatabase } from './index/database.ts';
import { openIndex } from './index/indexer.ts';
import { createMaintainer } from './index/maintainer.ts';
import { createRecentMessages } from './index/recent-messages.ts';
import type { ConversationChange } from './told-changes.ts';
import { learnPrefixes } from './query/learn-prefixes.ts';
import { createMatching } from './query/matching.ts';
import { createSearch, type SearchOptions } from './query/search.ts';
import { libraryStatistics } from './statistics.ts';

export interface OpenLibraryOptions {
  /** The path of `library.sqlite`. */
  readonly database: string;
  /** The folder of the conversations' files. */
  readonly folder: string;
  readonly tell: (state: LibraryState) => void;
  readonly report: (error: unknown) => void;
}

/**
 * An open index. Functions throw SQLite's errors; after one, only `abandon` and `discard` may be
 * called.
 */
export interface OpenLibrary {
  state(): LibraryState;
  catchUp(): Promise<void>;
  /** Call after {@link catchUp}: makes the index smaller and faster. */
  tidy(): Promise<void>;
  changed(change: ConversationChange): void;
  reread(id: Id): void;
  removed(id: Id): void;
  search(options: SearchOptions): SearchAnswer;
  statistics(state: LibraryState): LibraryStatistics;
  /** Writes everything and closes. */
  close(): void;
  /** Closes without writing; never throws. */
  abandon(): void;
  /** Deletes the file; only after {@link abandon}. */
  discard(): void;
}

/** Opens or creates the index. Throws SQLite's or Node's error if that fails. */
export function openLibrary(options: OpenLibraryOptions): OpenLibrary {
  const { folder, tell, report } = options;
  const { database, indexer } = openIndex(options.database);
  const maintainer = createMaintainer({ folder, indexer, tell, report });
  const recent = createRecentMessages();
  const matching = createMatching(database);
  const search = createSearch(database, indexer, matching, (id, messageIds) =>
    recent.read(folder, id, messageIds),
  );
  let isClosed = false;
  return {
    state: () => maintainer.state(),
    catchUp: () => maintainer.catchUp(),
    async tidy() {
      await maintainer.tidy(() => isClosed);
      await learnPrefixes(indexer, matching, () => isClosed);
    },
    changed(change) {
      recent.add(change.messages);
      maintainer.changed(change);
    },
    reread: (id) => maintainer.reread(id),
    removed: (id) => maintainer.removed(id),
    search,
    statistics: (state) => libraryStatistics(database, state),
    close() {
      isClosed = true;
      indexer.commit();
      database.close();
    },
    abandon() {
      isClosed = true;
      try {
        database.close();
      } catch {
        // It is already closed, or too damaged to be closed. Either way it is abandoned.
      }
    },
    discard: () => deleteDatabase(options.database),
  };
}
