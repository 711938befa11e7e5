import type { IncomingHttpHeaders } from 'node:http';
import type { ChatRequestBody } from './behaviour.ts';

/** What a request wanted: a streamed chat completion, one in a piece, the models, or anything else. */
export type RequestKind = 'stream' | 'completion' | 'models' | 'other';

/**
 * How a response ended: all of it was written, the client went away first, the script broke it, or
 * the provider was closed under it. `at` is epoch ms.
 */
export interface Ending {
  readonly kind: 'complete' | 'aborted' | 'broken' | 'closed';
  readonly at: number;
}

/** A chunk with text or reasoning, as it was handed to the socket at `at` (epoch ms, with decimals). */
export interface SentToken {
  readonly at: number;
  readonly text: string;
  readonly reasoning: string;
}

/** A request and what became of it; grows while the response is written. */
export interface RecordedRequest {
  /** From 1, over all requests. */
  readonly number: number;
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  /** The path with its query, as it came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; null when it was empty or no JSON. */
  readonly body: ChatRequestBody | null;
  /** Bytes. */
  readonly bodySize: number;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** 0 until the status line was sent. */
  readonly status: number;
  readonly tokens: readonly SentToken[];
  /** Text so far as sent in chunks; inline `<think>` tags are part of it. */
  readonly text: string;
  readonly reasoning: string;
  readonly bytesWritten: number;
  readonly writes: number;
  /** How often writing waited because the client did not read, and how long in all (ms). */
  readonly stalls: number;
  readonly stalledMs: number;
  /** The most bytes that ever waited in this process for the client. */
  readonly mostBuffered: number;
  /** True once the script says nothing more on purpose. */
  readonly silent: boolean;
  readonly ending: Ending | null;
}

/** The same, for the provider's own hands. */
export type Recording = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] } & {
  tokens: SentToken[];
};

/** Now, as epoch ms with decimals; comparable across processes of one machine. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Tells waiters that something was recorded. */
export interface Watch {
  readonly changed: () => void;
  /** Resolves as soon as `ready` holds; rejects when the provider is closed first. */
  readonly until: (ready: () => boolean) => Promise<void>;
  readonly close: () => void;
}

/** Makes a watch: predicates are looked at again after every change. */
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
