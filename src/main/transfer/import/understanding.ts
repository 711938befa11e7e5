import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { phrases } from '../../../shared/language/translate.ts';
import { expected } from '../../../shared/expected.ts';
import { errorCode } from '../../disk/file-system.ts';
import type { Message } from '../../../shared/model/conversation.ts';
import type { DraftNode } from './draft.ts';
import type { Found, FoundAssistant } from './formats/format.ts';
import {
  threadKeys,
  type FoundPart,
  type FromThread,
  type Meaning,
  type ToThread,
} from './understanding-protocol.ts';

/** Parses what is imported in a separate thread, so that main can continue its work. */
export interface Understanding {
  /** Starts another document. */
  begin(): void;
  /**
   * Parses these JSON values, each given in pieces. The conversations in them are read with
   * `found`.
   */
  values(values: readonly (readonly Uint8Array[])[]): Promise<readonly Meaning[]>;
  text(pieces: readonly Uint8Array[], name: string): Promise<Meaning>;
  /** Turns the messages collected since the start of the document into conversations. */
  gathered(): Promise<readonly Meaning[]>;
  /** Yields the next `count` conversations that were found. */
  found(count: number): AsyncIterable<Found>;
  /** Ends the thread. */
  close(): void;
}

/** Memory limit of the thread (MB): a value of 256 MB may grow tenfold. */
const maxMemory = 3072;

/** Main does other work after this many bytes. */
const maxAtOnce = 256 * 1024;

interface Waiting {
  readonly resolve: (reply: FromThread) => void;
  readonly reject: (error: unknown) => void;
}

/** How long an idle thread is kept for another import (ms). */
const restMs = 5000;

/** Begins a document, in the language in use. */
function beginning(): ToThread {
  return { kind: 'begin', phrases: phrases(threadKeys) };
}

/** A thread and the caller it is answering. */
interface Thread {
  readonly worker: Worker;
  onReply: (reply: FromThread) => void;
  onError: (error: unknown) => void;
}

function startThread(path: string): Thread {
  const worker = new Worker(path, {
    name: 'import',
    resourceLimits: { maxOldGenerationSizeMb: maxMemory },
  });
  const started: Thread = { worker, onReply: () => undefined, onError: () => undefined };
  worker.on('message', (reply: FromThread) => started.onReply(reply));
  worker.on('error', (error) => started.onError(error));
  return started;
}

/** Idle threads by their path. */
const resting = new Map<string, { readonly thread: Thread; readonly timer: NodeJS.Timeout }>();

function takeRested(path: string): Thread | null {
  const rested = resting.get(path);
  if (rested === undefined) return null;
  resting.delete(path);
  clearTimeout(rested.timer);
  rested.thread.worker.ref();
  return rested.thread;
}

function rest(path: string, thread: Thread): void {
  const end = (): void => void takeRested(path)?.worker.terminate();
  end();
  thread.onReply = () => undefined;
  thread.onError = end;
  // Makes it release its memory.
  thread.worker.postMessage(beginning(), []);
  thread.worker.unref();
  resting.set(path, { thread, timer: setTimeout(end, restMs).unref() });
}

/** `path` is that of understanding-thread.ts, or its bundle. */
export function createUnderstanding(path: string, signal: AbortSignal): Understanding {
  let thread: Thread | null = null;
  let waiting: Waiting | null = null;
  /** Set when the thread failed: a new one would not have what the old one was given. */
  let failure: { readonly error: unknown } | null = null;

  const fail = (error: unknown): void => {
    const asked = waiting;
    waiting = null;
    failure = { error };
    void thread?.worker.terminate();
    thread = null;
    asked?.reject(error);
  };
  const onAbort = (): void => fail(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });

  const launch = (): Thread => {
    const launched = takeRested(path) ?? startThread(path);
    launched.onReply = (reply) => {
      const asked = waiting;
      waiting = null;
      if (reply.kind === 'failed') asked?.reject(new Error(reply.reason));
      else asked?.resolve(reply);
    };
    launched.onError = (error) =>
      fail(
        errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY'
          ? expected('import_too_much_memory', {})
          : error,
      );
    return launched;
  };

  const post = (message: ToThread): void => {
    // Only a new document may start a new thread.
    if (message.kind === 'begin') failure = null;
    if (failure !== null) throw failure.error;
    thread ??= launch();
    const isBytes = message.kind === 'piece';
    thread.worker.postMessage(message, isBytes ? [message.piece.buffer] : []);
  };

  const ask = (message: ToThread): Promise<FromThread> => {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      post(message);
    });
  };

  /**
   * Copies the pieces to the thread, joined or split to the right size, and lets main work in
   * between.
   */
  async function give(pieces: readonly Uint8Array[]): Promise<void> {
    let left = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
    let block = new Uint8Array(Math.min(left, maxAtOnce));
    let filled = 0;
    for (const whole of pieces) {
      for (let at = 0; at < whole.byteLength;) {
        const some = whole.subarray(at, at + block.byteLength - filled);
        block.set(some, filled);
        at += some.byteLength;
        filled += some.byteLength;
        left -= some.byteLength;
        if (filled < block.byteLength) continue;
        post({ kind: 'piece', piece: block });
        block = new Uint8Array(Math.min(left, maxAtOnce));
        filled = 0;
        await nextTurn();
        signal.throwIfAborted();
      }
    }
  }

  async function meanings(message: ToThread): Promise<readonly Meaning[]> {
    const reply = await ask(message);
    return reply.kind === 'meanings' ? reply.meanings : [];
  }

  async function nextPart(): Promise<FoundPart> {
    const reply = await ask({ kind: 'next' });
    return reply.kind === 'part' ? reply.part : { kind: 'end' };
  }

  return {
    begin: () => post(beginning()),
    async values(values) {
      await give(values.flat());
      const lengths = values.map((pieces) =>
        pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
      );
      return meanings({ kind: 'values', lengths });
    },
    async text(pieces, name) {
      await give(pieces);
      const [meaning] = await meanings({ kind: 'text', name });
      return meaning ?? { kind: 'stranger' };
    },
    gathered: () => meanings({ kind: 'gathered' }),
    async *found(count) {
      for (let number = 0; number < count; number += 1) {
        const conversation = await joined(nextPart);
        if (conversation !== null) yield conversation;
      }
    },
    close() {
      signal.removeEventListener('abort', onAbort);
      // A thread that is still working cannot be reused.
      if (thread !== null && waiting === null) rest(path, thread);
      else void thread?.worker.terminate();
      thread = null;
    },
  };
}

/** Assembles one conversation from its parts. */
async function joined(next: () => Promise<FoundPart>): Promise<Found | null> {
  const nodes: DraftNode[] = [];
  const documents: FoundAssistant['documents'][number][] = [];
  const messages: (readonly [string, Message])[] = [];
  const attachments: (readonly [string, Uint8Array<ArrayBuffer>])[] = [];
  let finish: () => Found | null = () => null;
  for (;;) {
    const part = await next();
    switch (part.kind) {
      case 'unreadable':
        finish = () => part.unreadable;
        break;
      case 'draft':
        finish = () => ({ ...part.draft, nodes });
        break;
      case 'own':
        finish = () => ({
          ...part.own,
          conversation: { ...part.conversation, messages: Object.fromEntries(messages) },
          attachments: Object.fromEntries(attachments),
        });
        break;
      case 'assistant':
        finish = () => ({ ...part.assistant, documents });
        break;
      case 'documents':
        for (const document of part.documents) documents.push(document);
        break;
      case 'nodes':
        for (const node of part.nodes) nodes.push(node);
        break;
      case 'messages':
        for (const message of part.messages) messages.push(message);
        break;
      case 'attachment':
        attachments.push([part.sha256, part.bytes]);
        break;
      case 'end':
        return finish();
    }
  }
}
