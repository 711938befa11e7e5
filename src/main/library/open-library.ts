import type { ConversationHead, Id, Message } from '../../shared/conversation.ts';
import type { LibraryState, LibraryStatistics, SearchAnswer } from '../../shared/library.ts';
import type { SearchOptions } from './search/search.ts';

export interface OpenLibraryOptions {
  /** The path of `library.sqlite`. */
  readonly database: string;
  /** Where the conversations' files are. */
  readonly folder: string;
  readonly tell: (state: LibraryState) => void;
  readonly report: (error: unknown) => void;
}

/** An index that is open. Functions throw SQLite's errors; after one, only abandon and discard may be called. */
export interface OpenLibrary {
  state(): LibraryState;
  catchUp(): Promise<void>;
  changed(head: ConversationHead, messages: readonly Message[]): void;
  removed(id: Id): void;
  search(options: SearchOptions): SearchAnswer;
  statistics(state: LibraryState): LibraryStatistics;
  /** Writes all down and closes. */
  close(): void;
  /** Closes without a word; never throws. */
  abandon(): void;
  /** True if it has to be made anew. */
  isBroken(error: unknown): boolean;
  /** Deletes the file; only after {@link abandon}. */
  discard(): void;
}

/** Where there is no SQLite at all, only this import fails. */
async function loadParts() {
  const [database, indexer, maintainer, recent, search, statistics] = await Promise.all([
    import('./index/database.ts'),
    import('./index/indexer.ts'),
    import('./index/maintainer.ts'),
    import('./index/recent-messages.ts'),
    import('./search/search.ts'),
    import('./statistics.ts'),
  ]);
  return { ...database, ...indexer, ...maintainer, ...recent, ...search, ...statistics };
}

/** Opens the index, or makes one. Throws SQLite's or Node's error when that cannot be done. */
export async function openLibrary(options: OpenLibraryOptions): Promise<OpenLibrary> {
  const parts = await loadParts();
  const { folder, tell, report } = options;
  const { database, indexer } = parts.openIndex(options.database);
  const maintainer = parts.createMaintainer({ folder, indexer, tell, report });
  const recent = parts.createRecentMessages();
  const search = parts.createSearch(database, indexer, (id, messageIds) =>
    recent.read(folder, id, messageIds),
  );
  return {
    state: () => maintainer.state(),
    catchUp: () => maintainer.catchUp(),
    changed(head, messages) {
      recent.add(messages);
      maintainer.changed(head, messages);
    },
    removed: (id) => maintainer.removed(id),
    search,
    statistics: (state) => parts.libraryStatistics(database, state),
    close() {
      indexer.commit();
      database.close();
    },
    abandon() {
      try {
        database.close();
      } catch {
        // It was closed already, or is too damaged to be closed: the file is given up in either case.
      }
    },
    isBroken: parts.isBroken,
    discard: () => parts.deleteDatabase(options.database),
  };
}
