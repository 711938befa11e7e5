/**
 * The thread that owns `library.sqlite`: SQLite is synchronous, and here it blocks neither tokens
 * nor windows. Started by library.ts; built as a separate file.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { LibraryStatistics, SearchAnswer } from '../../shared/model/library.ts';
import { privateMode } from '../disk/file-system.ts';
import { createKeeper } from './keeper.ts';
import type { OpenLibrary } from './open-library.ts';
import type { LibraryReply, LibraryRequest, LibraryWorkerData } from './protocol.ts';
import { troubleOf } from './trouble.ts';

const { root, mayMakeRoot, newestSearch } = workerData as LibraryWorkerData;
const newest = new Int32Array(newestSearch);
const places = { database: join(root, 'library.sqlite'), folder: join(root, 'conversations') };

function main(port: MessagePort): void {
  const send = (reply: LibraryReply): void => port.postMessage(reply, []);
  const report = (error: unknown): void =>
    send({
      kind: 'failed',
      request: null,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });

  async function open(): Promise<OpenLibrary> {
    // If SQLite is missing altogether, only this import fails.
    const { openLibrary } = await import('./open-library.ts');
    if (mayMakeRoot) mkdirSync(root, { recursive: true, mode: privateMode.folder });
    return openLibrary({ ...places, tell: (state) => send({ kind: 'state', state }), report });
  }

  const keeper = createKeeper({
    open,
    troubleOf: (error) => troubleOf(error, places.database),
    tell: (state) => send({ kind: 'state', state }),
    report,
  });

  /** Queries the index, or returns `otherwise` if it is unavailable. */
  async function asked<T>(ask: (library: OpenLibrary) => T, otherwise: () => T): Promise<T> {
    const library = await keeper.ready();
    if (library === null) return otherwise();
    try {
      return ask(library);
    } catch (error) {
      void keeper.failed(library, error);
      throw error;
    }
  }

  async function answer(request: LibraryRequest): Promise<void> {
    switch (request.kind) {
      case 'changed':
      case 'reread':
      case 'removed':
        keeper.take(request);
        return;
      case 'search': {
        const { query, limit } = request;
        const isSuperseded = (): boolean =>
          request.isApart !== true && Atomics.load(newest, 0) !== request.request;
        const found = await asked<SearchAnswer>(
          (library) =>
            library.search({ query, limit, state: keeper.state(), isSuperseded, now: Date.now() }),
          () => ({ kind: 'found', hits: [], total: 0, problems: [], state: keeper.state() }),
        );
        send({ kind: 'search', request: request.request, answer: found });
        return;
      }
      case 'statistics': {
        const statistics = await asked<LibraryStatistics>(
          (library) => library.statistics(keeper.state()),
          () => ({ conversations: 0, messages: 0, usage: [], state: keeper.state() }),
        );
        send({ kind: 'statistics', request: request.request, statistics });
        return;
      }
      case 'settle':
        await keeper.caughtUp();
        send({ kind: 'done', request: request.request });
        return;
      case 'close':
        try {
          keeper.close();
        } finally {
          send({ kind: 'done', request: request.request });
          port.close();
        }
    }
  }

  const started = keeper.start();
  port.on('message', (request: LibraryRequest) => {
    const take = async (): Promise<void> => {
      await started;
      try {
        await answer(request);
      } catch (error) {
        if ('request' in request)
          send({ kind: 'failed', request: request.request, error: String(error) });
        else report(error);
      }
    };
    void take();
  });
}

if (parentPort !== null) main(parentPort);
