import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { phrases } from '../../../../shared/language/translate.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { errorCode } from '../../../disk/file-system.ts';
import { conversationMigrations, type Migrations } from '../../migrations.ts';
import { examineParsed, noFile, type Examined, type Found } from '../examine.ts';
import type { ParsedFile } from '../parse-conversation.ts';
import { parseInTurns, readLinesInTurns } from '../parse-in-turns.ts';
import { readingKeys, type FromReadingThread, type ToReadingThread } from './reading-protocol.ts';

/**
 * A smaller file is parsed in main (bytes): that takes no longer than 40 ms, and a thread that has to
 * start first would keep the person waiting for more.
 */
const large = 2.5 * 1024 * 1024;

/** Main does other work after giving the thread this many bytes. */
const maxAtOnce = 1024 * 1024;

/** Memory limit of the thread (MB). */
const maxMemory = 2048;

/** How long an idle thread is kept for another file (ms). */
const restMs = 5000;

/** Reads the files of conversations without holding up main for long. */
export interface ConversationReader {
  /** Like `parseConversation`, with the same result. */
  parse(bytes: Uint8Array, id: Id, migrations?: Migrations): Promise<ParsedFile>;
  /** Like `examine`, with the same result. */
  examine(...found: Found): Promise<Examined>;
}

/** A thread and the caller it is answering. */
interface Thread {
  readonly worker: Worker;
  /** Rejects with what ended the thread. */
  ask(message: ToReadingThread): Promise<FromReadingThread>;
}

function startThread(path: string, onEnd: () => void): Thread {
  const worker = new Worker(path, {
    name: 'reading',
    resourceLimits: { maxOldGenerationSizeMb: maxMemory },
  });
  let waiting: PromiseWithResolvers<FromReadingThread> | null = null;
  /** The error that ended the thread. */
  let failure: { readonly error: unknown } | null = null;
  const fail = (error: unknown): void => {
    failure ??= { error };
    waiting?.reject(failure.error);
  };
  worker.on('message', (reply: FromReadingThread) => {
    const asked = waiting;
    waiting = null;
    if (reply.kind === 'failed') asked?.reject(new Error(reply.reason));
    else asked?.resolve(reply);
  });
  worker.on('error', fail);
  worker.on('exit', () => {
    fail(new Error('The thread has ended.'));
    onEnd();
  });
  return {
    worker,
    ask(message) {
      // It may have ended while nobody was waiting.
      if (failure !== null) return Promise.reject(failure.error);
      waiting = Promise.withResolvers();
      worker.postMessage(message, []);
      return waiting.promise;
    },
  };
}

/** Copies the file to the thread, and lets main work in between. */
async function give({ worker }: Thread, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength; at += maxAtOnce) {
    const piece = Uint8Array.from(bytes.subarray(at, at + maxAtOnce));
    const message: ToReadingThread = { kind: 'piece', piece };
    worker.postMessage(message, [piece.buffer]);
    await nextTurn();
  }
}

async function parseIn(thread: Thread, bytes: Uint8Array, id: Id): Promise<ParsedFile> {
  await give(thread, bytes);
  const head = await thread.ask({ kind: 'parse', id, phrases: phrases(readingKeys) });
  if (head.kind !== 'parsed') throw new Error('The thread has not parsed.');
  const { parsed } = head;
  if (parsed.kind === 'unreadable') return parsed;
  const messages: Record<Id, Message> = {};
  for (;;) {
    const reply = await thread.ask({ kind: 'next' });
    if (reply.kind !== 'messages') break;
    for (const message of reply.messages) messages[message.id] = message;
  }
  return { ...parsed, conversation: { ...parsed.conversation, messages } };
}

/**
 * Creates the reader. `path` is that of reading-thread.ts, or its bundle; the thread starts when it
 * is needed. Null: everything is read in main. `report` is called when the thread fails.
 */
export function createConversationReader(
  path: string | null,
  report: (error: unknown) => void,
): ConversationReader {
  let thread: Thread | null = null;
  let resting: NodeJS.Timeout | undefined;
  /** One file at a time. */
  let last: Promise<unknown> = Promise.resolve();

  async function parseApart(threadPath: string, bytes: Uint8Array, id: Id): Promise<ParsedFile> {
    clearTimeout(resting);
    const current =
      thread ??
      startThread(threadPath, () => {
        if (thread === current) thread = null;
      });
    thread = current;
    current.worker.ref();
    const end = (): void => {
      if (thread === current) thread = null;
      void current.worker.terminate();
    };
    try {
      const parsed = await parseIn(current, bytes, id);
      current.worker.unref();
      resting = setTimeout(end, restMs).unref();
      return parsed;
    } catch (error) {
      end();
      if (errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
        return { kind: 'unreadable', reason: 'too_big' };
      }
      // The file can still be read, only less quietly.
      report(error);
      return parseInTurns(bytes, id);
    }
  }

  const parse: ConversationReader['parse'] = async (
    bytes,
    id,
    migrations = conversationMigrations,
  ) => {
    // Functions cannot be sent to a thread.
    const isApart = bytes.byteLength >= large && migrations === conversationMigrations;
    if (path === null || !isApart) return parseInTurns(bytes, id, migrations);
    const conversation = await readLinesInTurns(bytes, id);
    if (conversation !== null) return { kind: 'sound', conversation };
    const parsed = last.then(() => parseApart(path, bytes, id));
    last = parsed.catch(() => undefined);
    return parsed;
  };

  return {
    parse,
    async examine(...found) {
      const [id, bytes, , , migrations] = found;
      const parsed = bytes === null ? noFile : await parse(bytes, id, migrations);
      return examineParsed(parsed, found);
    },
  };
}
