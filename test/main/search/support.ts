import { mkdtempSync, renameSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLibrary, type Library } from '../../../src/main/search/library.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import type { Conversation, Id } from '../../../src/shared/model/conversation.ts';
import type { LibraryState } from '../../../src/shared/model/library.ts';
import { createRandom } from '../../bench/library/random.ts';
import { naiveDocuments } from './naive.ts';
import { makeQuery } from './queries.ts';
import { removeFolder } from '../../scratch.ts';

export const workerPath = join(import.meta.dirname, '../../../src/main/search/worker.ts');

/** A data folder and the libraries opened on it. */
export interface LibraryRig {
  readonly root: string;
  readonly errors: unknown[];
  readonly states: LibraryState[];
  open(): Library;
  write(conversation: Conversation): void;
  dispose(): Promise<void>;
}

/** Creates an empty data folder. */
export function createRig(): LibraryRig {
  const root = mkdtempSync(join(tmpdir(), 'parley-library-'));
  const folder = join(root, 'conversations');
  mkdirSync(folder);
  const opened: Library[] = [];
  const errors: unknown[] = [];
  const states: LibraryState[] = [];
  return {
    root,
    errors,
    states,
    open() {
      const library = createLibrary({
        root,
        worker: workerPath,
        tell: (state) => states.push(state),
        report: (error) => errors.push(error),
      });
      opened.push(library);
      library.start();
      return library;
    },
    write(conversation) {
      const path = join(folder, `${conversation.id}.json`);
      // Atomic, like the store's writes, because the index may read it at any moment.
      const temporary = join(root, 'writing');
      writeFileSync(temporary, Buffer.concat(serializeConversation(conversation)));
      // As if written a while ago, because a file written just now is never trusted as known.
      const before = Date.now() / 1000 - 60 - Math.random();
      utimesSync(temporary, before, before);
      renameSync(temporary, path);
    },
    async dispose() {
      await Promise.all(opened.map((library) => library.close()));
      removeFolder(root);
    },
  };
}

/** A query for which the index and the full scan disagree. */
export interface Disagreement {
  readonly query: string;
  /** The first few. */
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  readonly total: number;
}

/**
 * Runs many queries and compares them with a full scan. Returns the differences and the number of
 * hits.
 */
export async function compare(
  library: Library,
  conversations: ReadonlyMap<Id, Conversation>,
  seed: number,
  queries: number,
): Promise<{
  readonly differ: readonly Disagreement[];
  readonly hits: number;
  readonly unmarked: readonly string[];
}> {
  const documents = naiveDocuments(conversations.values());
  const random = createRandom(seed);
  const differ: Disagreement[] = [];
  const unmarked: string[] = [];
  let hits = 0;
  for (let count = 0; count < queries; count += 1) {
    const { query, finds } = makeQuery(random, documents);
    const expected = new Set(documents.filter(finds).map(({ key }) => key));
    const answer = await library.search(query, 1_000_000);
    if (answer.kind !== 'found') throw new Error(`${query}: ${answer.kind}`);
    const found = new Set(answer.hits.map((hit) => hit.messageId ?? hit.conversationId));
    const missing = [...expected].filter((key) => !found.has(key));
    const surplus = [...found].filter((key) => !expected.has(key));
    const isSame = missing.length === 0 && surplus.length === 0;
    if (!isSame || answer.total !== expected.size || found.size !== answer.hits.length) {
      differ.push({
        query,
        missing: missing.slice(0, 3),
        surplus: surplus.slice(0, 3),
        total: answer.total,
      });
    }
    if (/^[\p{L}]+ $/u.test(query)) {
      for (const hit of answer.hits)
        if (hit.marks.length === 0) unmarked.push(`${query}: ${hit.snippet}`);
    }
    hits += found.size;
  }
  return { differ, hits, unmarked };
}
