import type { LibraryState, SearchTrouble } from '../../shared/model/library.ts';
import { searchTroubleWords } from '../../shared/words/search-words.ts';
import type { OpenLibrary } from './open-library.ts';
import { createToldChanges, type Change } from './told-changes.ts';

/**
 * A damaged index is rebuilt at once; after this many rebuilds in a row something else is wrong.
 */
const maxRebuilds = 2;
/** Delays before the index is opened again; the last one repeats (ms). */
const retryAfterMs = [1000, 2000, 3000, 4000, 5000] as const;
/**
 * Delays if the index opens but fails later (ms). Every attempt reads conversations, so these are
 * longer.
 */
const retryWorkAfterMs = [1000, 2000, 4000, 8000, 15_000, 30_000] as const;
/**
 * A search while the index is unavailable triggers an attempt, but at most one in this time (ms).
 */
const askedAgainMs = 1000;

export interface KeeperOptions {
  /** Opens or creates the index. Rejects with the error that prevents it. */
  readonly open: () => Promise<OpenLibrary>;
  readonly troubleOf: (error: unknown) => SearchTrouble;
  readonly tell: (state: LibraryState) => void;
  readonly report: (error: unknown) => void;
}

/** Keeps the index open: rebuilds it if it is damaged, and retries when the disk has refused. */
export interface Keeper {
  /** Resolves after the first attempt. */
  start(): Promise<void>;
  state(): LibraryState;
  /** Applies a change to the index, now or once it is writable again. */
  take(change: Change): void;
  /**
   * The index, if available. Waits for a new attempt to open it if the last one was a while ago.
   */
  ready(): Promise<OpenLibrary | null>;
  /** Call when this index has failed: it is closed and opened again. */
  failed(library: OpenLibrary, error: unknown): Promise<void>;
  /** Resolves when the index has caught up with the files, or is unavailable. */
  caughtUp(): Promise<void>;
  close(): void;
}

/** Reports the same trouble only once, until everything works again. */
function createReporter(report: KeeperOptions['report']) {
  let last: string | null = null;
  return {
    report(trouble: SearchTrouble, error: unknown): void {
      const sentence = searchTroubleWords(trouble);
      if (sentence === last) return;
      last = sentence;
      report(trouble.kind === 'unknown' || trouble.kind === 'damaged' ? error : sentence);
    },
    reset(): void {
      last = null;
    },
  };
}

function put(current: OpenLibrary, change: Change): void {
  switch (change.kind) {
    case 'changed':
      current.changed(change);
      return;
    case 'reread':
      current.reread(change.conversationId);
      return;
    case 'removed':
      current.removed(change.conversationId);
  }
}

/** Deletes the index, which is only a cache. Returns false if even that is impossible now. */
function discarded(library: OpenLibrary, report: (error: unknown) => void): boolean {
  try {
    library.discard();
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** Creates the keeper; nothing is opened before `start`. */
export function createKeeper({ open, troubleOf, tell, report }: KeeperOptions): Keeper {
  const told = createToldChanges();
  let library: OpenLibrary | null = null;
  let unavailable: Extract<LibraryState, { kind: 'unavailable' }> | null = null;
  let catchingUp: Promise<void> = Promise.resolve();
  let isCaughtUp = false;
  let opening: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let lastAttempt = 0;
  let failures = 0;
  let rebuilds = 0;
  let isOver = false;
  const reporter = createReporter(report);

  function giveUp(trouble: SearchTrouble, waits: readonly number[]): void {
    unavailable = { kind: 'unavailable', trouble };
    tell(unavailable);
    if (trouble.kind === 'no_full_text') {
      isOver = true;
      return;
    }
    retry = setTimeout(() => void attempt(), waits[Math.min(failures, waits.length - 1)]);
    failures += 1;
  }

  /**
   * Applies reported changes that may not be in a file yet first, so that the files do not
   * overwrite them.
   */
  function putTold(current: OpenLibrary): void {
    for (const change of told.all()) put(current, change);
  }

  async function catchUp(current: OpenLibrary): Promise<void> {
    try {
      putTold(current);
      await current.catchUp();
    } catch (error) {
      await failed(current, error);
      return;
    }
    if (current !== library) return;
    isCaughtUp = true;
    failures = 0;
    rebuilds = 0;
    reporter.reset();
    told.clear();
    void current.tidy().catch((error: unknown) => failed(current, error));
  }

  async function openNow(): Promise<void> {
    try {
      const current = await open();
      if (isOver) {
        current.close();
        return;
      }
      library = current;
      unavailable = null;
      isCaughtUp = false;
      catchingUp = catchUp(current);
    } catch (error) {
      const trouble = troubleOf(error);
      reporter.report(trouble, error);
      giveUp(trouble, retryAfterMs);
    }
  }

  function attempt(): Promise<void> {
    clearTimeout(retry);
    if (isOver || library !== null) return Promise.resolve();
    opening ??= openNow().finally(() => {
      opening = null;
      lastAttempt = performance.now();
    });
    return opening;
  }

  async function failed(current: OpenLibrary, error: unknown): Promise<void> {
    if (current !== library) return;
    library = null;
    current.abandon();
    const trouble = troubleOf(error);
    reporter.report(trouble, error);
    // One of these changes may be the cause.
    if (trouble.kind === 'unknown') told.clear();
    if (
      trouble.kind === 'damaged' &&
      rebuilds < maxRebuilds &&
      discarded(current, (error) => report(searchTroubleWords(troubleOf(error))))
    ) {
      rebuilds += 1;
      // The attempt that opened the failed index may still be running.
      await opening;
      await attempt();
      await catchingUp;
    } else giveUp(trouble, retryWorkAfterMs);
  }

  return {
    start: attempt,
    state: () => unavailable ?? library?.state() ?? { kind: 'building', done: 0, total: 0 },
    take(change) {
      if (isOver) return;
      told.add(change);
      const current = library;
      if (current === null) return;
      try {
        put(current, change);
        if (isCaughtUp) told.clear();
      } catch (error) {
        void failed(current, error);
      }
    },
    async ready() {
      if (library === null && performance.now() - lastAttempt > askedAgainMs) await attempt();
      return library;
    },
    failed,
    async caughtUp() {
      await opening;
      await catchingUp;
    },
    close() {
      isOver = true;
      clearTimeout(retry);
      library?.close();
      library = null;
    },
  };
}
