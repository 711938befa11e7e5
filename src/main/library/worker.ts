/**
 * The thread that owns `library.sqlite`: SQLite is synchronous, and here it holds up neither tokens nor
 * windows. Started by library.ts; built as a file of its own.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { join } from 'node:path';
import type { LibraryState } from '../../shared/library.ts';
import type { OpenLibrary } from './open-library.ts';
import type { LibraryReply, LibraryRequest, LibraryWorkerData } from './protocol.ts';
import { whyUnavailable } from './unavailable.ts';

const { root, newestSearch } = workerData as LibraryWorkerData;
const newest = new Int32Array(newestSearch);
const places = { database: join(root, 'library.sqlite'), folder: join(root, 'conversations') };

/** Damage is met by building anew; more often than this in one run, something else is wrong. */
const mostRebuilds = 2;

function main(port: MessagePort): void {
  let library: OpenLibrary | null = null;
  let unavailable: LibraryState | null = null;
  let caughtUp: Promise<void> = Promise.resolve();
  let rebuilds = 0;

  const send = (reply: LibraryReply): void => port.postMessage(reply, []);
  const report = (error: unknown): void =>
    send({
      kind: 'failed',
      request: null,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });

  const giveUp = (message: string): void => {
    unavailable = { kind: 'unavailable', message };
    send({ kind: 'state', state: unavailable });
  };

  const start = async (): Promise<void> => {
    try {
      // Where there is no SQLite at all, only this import fails.
      const { openLibrary } = await import('./open-library.ts');
      library = openLibrary({
        ...places,
        tell: (state) => send({ kind: 'state', state }),
        report,
      });
      const current = library;
      caughtUp = current.catchUp().catch((error: unknown) => recover(current, error));
      void caughtUp
        .then(() => (current === library ? current.tidy() : undefined))
        .catch((error: unknown) => recover(current, error));
    } catch (error) {
      report(error);
      giveUp(whyUnavailable(error));
    }
  };

  /** An error of the database: what it was made from is still there. */
  const recover = async (failed: OpenLibrary, error: unknown): Promise<void> => {
    if (failed !== library) return;
    report(error);
    library = null;
    failed.abandon();
    rebuilds += 1;
    if (rebuilds > mostRebuilds || !failed.isBroken(error)) {
      giveUp(whyUnavailable(error));
      return;
    }
    failed.discard();
    await start();
    await caughtUp;
  };

  const answer = async (request: LibraryRequest): Promise<void> => {
    const current = library;
    const state = unavailable ?? current?.state() ?? { kind: 'building', done: 0, total: 0 };
    switch (request.kind) {
      case 'changed':
        current?.changed(request.head, request.messages);
        return;
      case 'removed':
        current?.removed(request.conversationId);
        return;
      case 'search': {
        const isSuperseded = (): boolean => Atomics.load(newest, 0) !== request.request;
        const found = current?.search({
          query: request.query,
          limit: request.limit,
          state,
          isSuperseded,
          now: Date.now(),
        }) ?? { kind: 'found', hits: [], total: 0, problems: [], state };
        send({ kind: 'search', request: request.request, answer: found });
        return;
      }
      case 'statistics': {
        const statistics = current?.statistics(state) ?? {
          conversations: 0,
          messages: 0,
          usage: [],
          state,
        };
        send({ kind: 'statistics', request: request.request, statistics });
        return;
      }
      case 'settle':
        await caughtUp;
        send({ kind: 'done', request: request.request });
        return;
      case 'close':
        current?.close();
        library = null;
        send({ kind: 'done', request: request.request });
        port.close();
    }
  };

  const started = start();
  port.on('message', (request: LibraryRequest) => {
    const take = async (): Promise<void> => {
      await started;
      const current = library;
      try {
        await answer(request);
      } catch (error) {
        if (current !== null) void recover(current, error);
        if ('request' in request)
          send({ kind: 'failed', request: request.request, error: String(error) });
      }
    };
    void take();
  });
}

if (parentPort !== null) main(parentPort);
