import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { refused } from '../../disk/import-limits.ts';
import { errorCode } from '../../disk/file-system.ts';
import type { Message } from '../../../shared/model/conversation.ts';
import type { DraftNode } from './draft.ts';
import type { Found } from './formats/format.ts';
import type { FoundPart, FromThread, Meaning, ToThread } from './understanding-protocol.ts';

/** Understands what is brought in, in a thread of its own: main goes on with its work meanwhile. */
export interface Understanding {
  /** Another document begins. */
  begin(): void;
  /** What these JSON values are; each is given in pieces. Conversations in them are asked for with `found`. */
  values(values: readonly (readonly Uint8Array[])[]): Promise<readonly Meaning[]>;
  text(pieces: readonly Uint8Array[], name: string): Promise<Meaning>;
  /** What the messages gathered since the beginning of the document are. */
  gathered(): Promise<readonly Meaning[]>;
  /** So many of the conversations that were found, in order. */
  found(count: number): AsyncIterable<Found>;
  /** Ends the thread. */
  close(): void;
}

/** Memory of the thread, in MB: a value of 256 MB may become ten times as much. */
const mostMemory = 3072;

/** Main goes on with its own work between so many bytes. */
const mostAtOnce = 1024 ** 2;

interface Waiting {
  readonly resolve: (reply: FromThread) => void;
  readonly reject: (error: unknown) => void;
}

/** `thread` is the path of understanding-thread.ts, or of the bundle made from it. */
export function createUnderstanding(thread: string, signal: AbortSignal): Understanding {
  let worker: Worker | null = null;
  let waiting: Waiting | null = null;

  const fail = (error: unknown): void => {
    const asked = waiting;
    waiting = null;
    void worker?.terminate();
    worker = null;
    asked?.reject(error);
  };
  const onAbort = (): void => fail(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });

  const launch = (): Worker => {
    const started = new Worker(thread, {
      name: 'import',
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    });
    started.on('message', (reply: FromThread) => {
      const asked = waiting;
      waiting = null;
      if (reply.kind === 'failed') asked?.reject(new Error(reply.reason));
      else asked?.resolve(reply);
    });
    started.on('error', (error) =>
      fail(
        errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY'
          ? refused('It takes more memory to read than can be given to it.')
          : error,
      ),
    );
    return started;
  };

  const post = (message: ToThread): void => {
    worker ??= launch();
    const isBytes = message.kind === 'piece';
    worker.postMessage(message, isBytes ? [message.piece.buffer] : []);
  };

  const ask = (message: ToThread): Promise<FromThread> => {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      post(message);
    });
  };

  async function give(pieces: readonly Uint8Array[]): Promise<void> {
    let given = 0;
    for (const whole of pieces) {
      for (let at = 0; at < whole.byteLength; at += mostAtOnce) {
        // A copy: what is posted would take the whole of its buffer along.
        const piece = Uint8Array.from(whole.subarray(at, at + mostAtOnce));
        post({ kind: 'piece', piece });
        given += piece.byteLength;
        if (given < mostAtOnce) continue;
        given = 0;
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
    begin: () => post({ kind: 'begin' }),
    async values(values) {
      for (const pieces of values) await give(pieces);
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
      void worker?.terminate();
      worker = null;
    },
  };
}

/** One conversation of its parts. */
async function joined(next: () => Promise<FoundPart>): Promise<Found | null> {
  const nodes: DraftNode[] = [];
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
