import type { IncomingHttpHeaders } from 'node:http';
import type { ChatRequestBody } from './behaviour.ts';

/**
 * The kind of a request: a streamed chat completion or response, one without streaming, the models,
 * embeddings, or anything else.
 */
export type RequestKind = 'stream' | 'completion' | 'models' | 'embeddings' | 'other';

/**
 * How a response ended: it was written completely, the client disconnected first, the script broke
 * it, or the provider was closed. `at` is in ms since the epoch.
 */
export interface Ending {
  readonly kind: 'complete' | 'aborted' | 'broken' | 'closed';
  readonly at: number;
}

/**
 * A chunk with text or reasoning, and when it was handed to the socket (ms since the epoch, with
 * decimals).
 */
export interface SentToken {
  readonly at: number;
  readonly text: string;
  readonly reasoning: string;
}

/** A request and its outcome; grows while the response is written. */
export interface RecordedRequest {
  /** From 1, across all requests. */
  readonly number: number;
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  /** The path with its query, as received. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; null if it was empty or not JSON. */
  readonly body: ChatRequestBody | null;
  /** In bytes. */
  readonly bodySize: number;
  /** In ms since the epoch. */
  readonly receivedAt: number;
  /** 0 until the status line was sent. */
  readonly status: number;
  readonly tokens: readonly SentToken[];
  /** The text sent in chunks so far, including inline `<think>` tags. */
  readonly text: string;
  readonly reasoning: string;
  readonly bytesWritten: number;
  readonly writes: number;
  /** How often writing waited because the client did not read, and for how long in total (ms). */
  readonly stalls: number;
  readonly stalledMs: number;
  /** The most bytes that ever waited in this process for the client. */
  readonly maxBuffered: number;
  /** True once the script is silent on purpose. */
  readonly silent: boolean;
  readonly ending: Ending | null;
}

/** The mutable form, for the provider itself. */
export type Recording = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] } & {
  tokens: SentToken[];
};

/**
 * The current time in ms since the epoch with decimals; comparable across processes of one machine.
 */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Notifies waiters of new recordings. */
export interface Watch {
  readonly changed: () => void;
  /** Resolves as soon as `ready` holds; rejects if the provider is closed first. */
  readonly until: (ready: () => boolean) => Promise<void>;
  readonly close: () => void;
}

/** Makes a watch, which checks its predicates after every change. */
export function createWatch(): Watch {
  const waiters = new Set<{ ready: () => boolean; done: () => void; fail: (e: Error) => void }>();
  return {
    changed() {
      for (const waiter of waiters) {
        if (!waiter.ready()) continue;
        waiters.delete(waiter);
        waiter.done();
      }
    },
    until(ready) {
      if (ready()) return Promise.resolve();
      return new Promise((done, fail) => {
        waiters.add({ ready, done, fail });
      });
    },
    close() {
      for (const waiter of waiters) {
        waiter.fail(new Error('The scripted provider was closed before this came about.'));
      }
      waiters.clear();
    },
  };
}
