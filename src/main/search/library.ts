import { Worker } from 'node:worker_threads';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import type { LibraryState, LibraryStatistics, SearchAnswer } from '../../shared/model/library.ts';
import type { LibraryReply, LibraryRequest, LibraryWorkerData } from './protocol.ts';

export interface LibraryOptions {
  /** The data folder, absolute. */
  readonly root: string;
  /**
   * Whether a missing data folder may be created; default: true. False if it is on a disk that may
   * be disconnected.
   */
  readonly mayMakeRoot?: boolean;
  /** The path of the worker's script: worker.ts, or its bundle. */
  readonly worker: string;
  readonly tell: (state: LibraryState) => void;
  /** Called with unexpected errors; the library continues without what failed. */
  readonly report: (error: unknown) => void;
}

/**
 * Searches all conversations; the main thread's side of the index. Nothing here waits for a disk.
 */
export interface Library {
  /** Opens the index and catches up with the files; until then changes are only queued. */
  start(): void;
  state(): LibraryState;
  /** Reports a conversation's current state; `messages` are those that are new or have changed. */
  changed(head: ConversationHead, messages: readonly Message[]): void;
  /**
   * Has a conversation read from its file, after some of its messages were deleted or brought back:
   * however many these are, this is one small message.
   */
  reread(conversationId: Id): void;
  removed(conversationId: Id): void;
  /**
   * Cancels every earlier search. Throws an ExpectedError (`internal`) if the index gave no answer.
   */
  search(query: string, limit: number): Promise<SearchAnswer>;
  /** Like {@link Library.search}, but cancels no other search and is not cancelled by one. */
  searchApart(query: string, limit: number): Promise<SearchAnswer>;
  statistics(): Promise<LibraryStatistics>;
  /**
   * Resolves when everything reported so far is in the index, and it has caught up with the files.
   */
  settled(): Promise<void>;
  /** Writes everything and terminates the worker. */
  close(): Promise<void>;
}

type Answer = Exclude<LibraryReply, { readonly kind: 'state' }>;

/**
 * How many times in a row a dead thread is restarted immediately; after that the library is
 * unavailable for a while.
 */
const maxRestarts = 2;
/** How long until the thread is restarted again (ms). */
const restartAfterMs = 30_000;

const broken: LibraryState = { kind: 'unavailable', trouble: { kind: 'thread_failed' } };

/** Creates the library; nothing happens before `start`. */
export function createLibrary(options: LibraryOptions): Library {
  const newestSearch = new SharedArrayBuffer(4);
  const newest = new Int32Array(newestSearch);
  const waiting = new Map<number, (answer: Answer | null) => void>();
  /** Changes reported before the start. */
  let early: LibraryRequest[] = [];
  let worker: Worker | null = null;
  let state: LibraryState = { kind: 'building', done: 0, total: 0 };
  let lastRequest = 0;
  let restarts = 0;
  let restart: NodeJS.Timeout | undefined;
  let isClosed = false;

  const setState = (next: LibraryState): void => {
    state = next;
    options.tell(next);
  };

  const take = (reply: LibraryReply): void => {
    if (reply.kind === 'state') {
      setState(reply.state);
      return;
    }
    if (reply.kind === 'failed') options.report(reply.error);
    if (reply.request === null) return;
    waiting.get(reply.request)?.(reply);
    waiting.delete(reply.request);
  };

  const launch = (): void => {
    const { root, mayMakeRoot = true } = options;
    const workerData: LibraryWorkerData = { root, mayMakeRoot, newestSearch };
    const thread = new Worker(options.worker, { workerData, name: 'library' });
    // A search must not keep the program running once its windows and turns have ended.
    thread.unref();
    thread.on('message', take);
    thread.on('error', options.report);
    thread.on('exit', () => {
      worker = null;
      for (const give of waiting.values()) give(null);
      waiting.clear();
      if (isClosed) return;
      restarts += 1;
      // Changes reported to the dead thread are read again from the files.
      if (restarts <= maxRestarts) launch();
      else {
        setState(broken);
        restart = setTimeout(launch, restartAfterMs);
        restart.unref();
      }
    });
    worker = thread;
  };

  const post = (request: LibraryRequest): void => {
    if (worker !== null) worker.postMessage(request, []);
    else if (restarts === 0 && !isClosed) early.push(request);
  };

  /** Resolves to null if the worker terminated without an answer. */
  const ask = (make: (request: number) => LibraryRequest): Promise<Answer | null> => {
    lastRequest += 1;
    const request = lastRequest;
    if (isClosed || state === broken) return Promise.resolve(null);
    const answer = new Promise<Answer | null>((resolve) => {
      waiting.set(request, resolve);
    });
    post(make(request));
    return answer;
  };

  const noAnswer = (): Error => expected('search_unanswered', {});

  const search = async (make: (request: number) => LibraryRequest): Promise<SearchAnswer> => {
    const answer = await ask(make);
    if (answer?.kind === 'search') return answer.answer;
    if (state.kind === 'unavailable') {
      return { kind: 'found', hits: [], total: 0, problems: [], state };
    }
    throw noAnswer();
  };

  return {
    start() {
      if (worker !== null || isClosed) return;
      launch();
      for (const request of early) post(request);
      early = [];
    },
    state: () => state,
    changed: (head, messages) => post({ kind: 'changed', head, messages }),
    reread: (conversationId) => post({ kind: 'reread', conversationId }),
    removed: (conversationId) => post({ kind: 'removed', conversationId }),
    search: (query, limit) =>
      search((request) => {
        Atomics.store(newest, 0, request);
        return { kind: 'search', request, query, limit };
      }),
    searchApart: (query, limit) =>
      search((request) => ({ kind: 'search', request, query, limit, isApart: true })),
    async statistics() {
      const answer = await ask((request) => ({ kind: 'statistics', request }));
      if (answer?.kind === 'statistics') return answer.statistics;
      throw noAnswer();
    },
    async settled() {
      await ask((request) => ({ kind: 'settle', request }));
    },
    async close() {
      clearTimeout(restart);
      if (worker === null) {
        isClosed = true;
        return;
      }
      const answer = ask((request) => ({ kind: 'close', request }));
      isClosed = true;
      await answer;
    },
  };
}
