import type { Id } from '../../../shared/model/conversation.ts';
import type { LibraryState } from '../../../shared/model/library.ts';
import type { ConversationChange } from '../told-changes.ts';
import type { Indexer } from './indexer.ts';
import { reconcile, syncFromFile } from './reconcile.ts';

/** How long the worker runs before it checks for searches (ms). */
const sliceMs = 10;
/** A rebuild commits after this much text (UTF-16 code units); a kill loses no more. */
const commitEvery = 16_000_000;
/** Catching up with fewer conversations than this is not reported. */
const worthTelling = 50;
const tellEveryMs = 100;
/** After this many conversations the segments of the index are merged. */
const worthTidying = 500;

export interface MaintainerOptions {
  readonly folder: string;
  readonly indexer: Indexer;
  readonly tell: (state: LibraryState) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Keeps the index up to date with reported changes and with the files. Functions throw SQLite's
 * errors.
 */
export interface Maintainer {
  state(): LibraryState;
  changed(change: ConversationChange): void;
  /** Makes a conversation equal to its file. */
  reread(id: Id): void;
  removed(id: Id): void;
  /**
   * Catches up with the files; pauses often, so that searches and changes get their turn. Call
   * once.
   */
  catchUp(): Promise<void>;
  /**
   * Call after that: merges the segments of a newly built index, which makes it smaller and faster.
   * Searches work before that too. Ends early when `isClosed`.
   */
  tidy(isClosed: () => boolean): Promise<void>;
}

function pause(): Promise<void> {
  return new Promise((resume) => {
    setImmediate(resume);
  });
}

/** Creates the maintainer of an index. */
export function createMaintainer(options: MaintainerOptions): Maintainer {
  const { folder, indexer, tell, report } = options;
  /** Conversations reported in this run: their index entries are at least as new as the files. */
  const told = new Set<Id>();
  let state: LibraryState = { kind: 'building', done: 0, total: 0 };
  let lastTold = 0;
  let isCatchingUp = true;
  let isInPieces = false;

  const setState = (next: LibraryState): void => {
    state = next;
    tell(next);
  };

  const onProgress = (done: number, total: number): void => {
    state = { kind: 'building', done, total };
    const now = performance.now();
    if (total < worthTelling || now - lastTold < tellEveryMs) return;
    lastTold = now;
    tell(state);
  };

  return {
    state: () => state,
    changed({ head, messages }) {
      // The file may be newer than the index, so index it first and then apply the reported change.
      if (!told.has(head.id)) syncFromFile(folder, head.id, indexer, report, !isCatchingUp);
      told.add(head.id);
      indexer.update(head, messages);
      if (!isCatchingUp) indexer.commit();
    },
    reread(id) {
      told.add(id);
      syncFromFile(folder, id, indexer, report, !isCatchingUp);
      if (!isCatchingUp) indexer.commit();
    },
    removed(id) {
      told.add(id);
      indexer.remove(id);
      if (!isCatchingUp) indexer.commit();
    },
    async catchUp() {
      const isTold = (id: Id): boolean => told.has(id);
      let sliceStart = performance.now();
      indexer.setBulk(true);
      for (const _step of reconcile({ folder, indexer, isTold, onProgress, report })) {
        if (performance.now() - sliceStart < sliceMs) continue;
        if (indexer.uncommitted() > commitEvery) indexer.commit();
        await pause();
        sliceStart = performance.now();
      }
      indexer.setBulk(false);
      indexer.commit();
      isInPieces = state.kind === 'building' && state.total >= worthTidying;
      isCatchingUp = false;
      setState({ kind: 'ready' });
    },
    async tidy(isClosed) {
      if (!isInPieces) return;
      indexer.beginTidying();
      for (const step of [() => indexer.tidy(), () => indexer.release()]) {
        do {
          await pause();
          if (isClosed()) return;
        } while (!step());
      }
    },
  };
}
