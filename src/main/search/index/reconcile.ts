import { readdirSync } from 'node:fs';
import { idSchema, type Id } from '../../../shared/model/conversation.ts';
import type { Indexer } from './indexer.ts';
import { conversationPath, readConversation, stampOf } from './read-file.ts';

export interface ReconcileOptions {
  /** The folder of the conversations' files. */
  readonly folder: string;
  readonly indexer: Indexer;
  /** True for a conversation reported in this run: the index is then more current than the file. */
  readonly isTold: (id: Id) => boolean;
  /** Called after each conversation that differs. */
  readonly onProgress: (done: number, total: number) => void;
  /** Called for a file that cannot be read now; its index entries stay. */
  readonly report: (error: unknown) => void;
}

/** The conversations and journals on disk. */
function listFiles(folder: string): { readonly ids: Set<Id>; readonly journals: Set<Id> } {
  const ids = new Set<Id>();
  const journals = new Set<Id>();
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  for (const name of names) {
    const match = /^(.{36})\.(json|journal)$/.exec(name);
    const id = match?.[1] ?? '';
    if (match === null || !idSchema.safeParse(id).success) continue;
    ids.add(id);
    if (match[2] === 'journal') journals.add(id);
  }
  return { ids, journals };
}

/**
 * Makes the index equal to the files in small steps; the caller decides when to pause and when to
 * commit. Only files whose time or size has changed since they were indexed are read. Throws
 * SQLite's errors, and Node's if the folder cannot be listed.
 */
export function* reconcile(options: ReconcileOptions): Generator<void> {
  const { folder, indexer, isTold, onProgress } = options;
  const { ids, journals } = listFiles(folder);
  const different: Id[] = [];
  for (const id of ids) {
    const known = indexer.stampOf(id);
    if (known !== undefined && known.size > 0 && !journals.has(id)) {
      const now = stampOf(conversationPath(folder, id));
      yield;
      if (now?.mtime === known.mtime && now.size === known.size) continue;
    }
    different.push(id);
  }
  const gone = [...indexer.conversations()].map(({ head }) => head.id).filter((id) => !ids.has(id));
  const total = different.length + gone.length;
  let done = 0;
  const step = (): void => {
    done += 1;
    onProgress(done, total);
  };
  for (const id of gone) {
    if (!isTold(id)) indexer.remove(id);
    step();
    yield;
  }
  // Ids sort by time, so the rows do too, and the latest conversations are indexed last.
  for (const id of different.sort()) {
    if (!isTold(id)) syncFromFile(folder, id, indexer, options.report);
    step();
    yield;
  }
}

/**
 * Makes one indexed conversation equal to its file, in transactions of a bounded size if `isBounded`.
 * Throws SQLite's errors.
 */
export function syncFromFile(
  folder: string,
  id: Id,
  indexer: Indexer,
  report: (error: unknown) => void,
  isBounded = false,
): void {
  let found: ReturnType<typeof readConversation>;
  try {
    found = readConversation(folder, id);
  } catch (error) {
    report(error);
    return;
  }
  if (found === null) indexer.remove(id);
  else indexer.replace(found.head, found.messages, found.stamp, isBounded);
}
