import type { ConversationHead, Id, Message } from '../../../shared/model/conversation.ts';
import type { LibraryState } from '../../../shared/model/library.ts';
import type { Indexer } from './indexer.ts';
import { reconcile, syncFromFile } from './reconcile.ts';

/** How long the worker works before it looks whether somebody searches, in ms. */
const sliceMs = 10;
/** A rebuild writes down what it has after so much text; a kill costs no more. UTF-16 code units. */
const commitEvery = 16_000_000;
/** Fewer conversations than this are caught up with quietly. */
const worthTelling = 50;
const tellEveryMs = 100;
/** After so many conversations the pieces of the index are joined. */
const worthTidying = 500;

export interface MaintainerOptions {
  readonly folder: string;
  readonly indexer: Indexer;
  readonly tell: (state: LibraryState) => void;
  readonly report: (error: unknown) => void;
}

/** Keeps the index equal to what is told and to the files. Functions throw SQLite's errors. */
export interface Maintainer {
  state(): LibraryState;
  changed(head: ConversationHead, messages: readonly Message[]): void;
  removed(id: Id): void;
  /** Catches up with the files; pauses often, so that searches and changes get their turn. Call once. */
  catchUp(): Promise<void>;
  /**
   * After that: joins the pieces of an index that was built, which makes it smaller and quicker; it
   * answers the same before. Ends early when `isClosed`.
   */
  tidy(isClosed: () => boolean): Promise<void>;
}

function pause(): Promise<void> {
  return new Promise((resume) => {
    setImmediate(resume);
  });
}

/** Makes the maintainer of an index. */
export function createMaintainer(options: MaintainerOptions): Maintainer {
  const { folder, indexer, tell, report } = options;
  /** What the index holds of these is equal to the file, or newer. */
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
    changed(head, messages) {
      // The file may be newer than the index: first all that is in it, then what was told.
      if (!told.has(head.id)) syncFromFile(folder, head.id, indexer, report);
      told.add(head.id);
      indexer.update(head, messages);
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
