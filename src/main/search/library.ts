import { Worker } from 'node:worker_threads';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import type { LibraryState, LibraryStatistics, SearchAnswer } from '../../shared/model/library.ts';
import type { LibraryReply, LibraryRequest, LibraryWorkerData } from './protocol.ts';

export interface LibraryOptions {
  /** The data folder, absolute. */
  readonly root: string;
  /** Whether the folder may be made if it is missing; default: true. False: it is on a disk that may be away. */
  readonly mayMakeRoot?: boolean;
  /** The path of the worker's script: worker.ts, or the bundle made from it. */
  readonly worker: string;
  readonly tell: (state: LibraryState) => void;
  /** For errors that nobody expected; the library goes on without what failed. */
  readonly report: (error: unknown) => void;
}

/** Finds things in all conversations: the main thread's end of the index. Nothing here waits for a disk. */
export interface Library {
  /** Opens the index and catches up with the files; until then only changes are taken. */
  start(): void;
  state(): LibraryState;
  /** A conversation as it is now; of its messages, those that are new or have changed. */
  changed(head: ConversationHead, messages: readonly Message[]): void;
  removed(conversationId: Id): void;
  /** Supersedes every search before it. Throws an ExpectedError (`internal`) if the index gave no answer. */
  search(query: string, limit: number): Promise<SearchAnswer>;
  statistics(): Promise<LibraryStatistics>;
  /** Resolves when all that was told before is in the index, and it has caught up with the files. */
  settled(): Promise<void>;
  /** Writes all down and ends the worker. */
  close(): Promise<void>;
}

type Answer = Exclude<LibraryReply, { readonly kind: 'state' }>;

/** A thread that died is started again this often at once; then the library is unavailable for a while. */
const mostRestarts = 2;
/** Until the thread is started once more; ms. */
const restartAfterMs = 30_000;

const broken: LibraryState = { kind: 'unavailable', trouble: { kind: 'thread_failed' } };

/** Makes the library; nothing happens before `start`. */
export function createLibrary(options: LibraryOptions): Library {
  const newestSearch = new SharedArrayBuffer(4);
  const newest = new Int32Array(newestSearch);
  const waiting = new Map<number, (answer: Answer | null) => void>();
  /** Told before the start. */
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
    // The program ends when its windows and turns have: a search is no reason to stay.
    thread.unref();
    thread.on('message', take);
    thread.on('error', options.report);
    thread.on('exit', () => {
      worker = null;
      for (const give of waiting.values()) give(null);
      waiting.clear();
      if (isClosed) return;
      restarts += 1;
      // What was told to the thread that died is read from the files again.
      if (restarts <= mostRestarts) launch();
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

  /** Resolves to null if the worker ended without an answer. */
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

  return {
    start() {
      if (worker !== null || isClosed) return;
      launch();
      for (const request of early) post(request);
      early = [];
    },
    state: () => state,
    changed: (head, messages) => post({ kind: 'changed', head, messages }),
    removed: (conversationId) => post({ kind: 'removed', conversationId }),
    async search(query, limit) {
      const answer = await ask((request) => {
        Atomics.store(newest, 0, request);
        return { kind: 'search', request, query, limit };
      });
      if (answer?.kind === 'search') return answer.answer;
      if (state.kind === 'unavailable') {
        return { kind: 'found', hits: [], total: 0, problems: [], state };
      }
      throw noAnswer();
    },
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
