import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Attack } from './attack.ts';

/** How an expression's work grows with its input. */
export type Growth =
  | { readonly kind: 'linear' }
  /**
   * Doubling the input takes more than 2.5 times the work, three times in a row. Works are in ms.
   */
  | {
      readonly kind: 'outgrows';
      readonly attack: Attack;
      readonly lengths: readonly number[];
      readonly works: readonly number[];
    }
  /** V8 throws an error because its stack is full at this length. */
  | { readonly kind: 'overflows'; readonly attack: Attack; readonly length: number }
  /** It was terminated at its deadline. */
  | { readonly kind: 'endless' };

/** An expression to measure. */
export interface Order {
  readonly source: string;
  readonly flags: string;
  readonly attacks: readonly Attack[];
  /** True to also try attacks built from the expression's own characters. */
  readonly own: boolean;
}

/** Measures expressions one after the other. */
export interface Meter {
  readonly measure: (order: Order) => Promise<Growth>;
  readonly close: () => Promise<void>;
}

/** Far more than measuring takes on a busy machine (ms). */
const deadlineMs = 120_000;

/** Makes a meter: a thread that is terminated and replaced if an expression does not return. */
export function createMeter(): Meter {
  let worker: Worker | null = null;
  return {
    async measure(order) {
      worker ??= new Worker(join(import.meta.dirname, 'measure-worker.ts'));
      const current = worker;
      const { promise, resolve, reject } = Promise.withResolvers<Growth>();
      current.once('message', resolve);
      current.once('error', reject);
      const timer = setTimeout(() => resolve({ kind: 'endless' }), deadlineMs);
      current.postMessage(order, []);
      try {
        const growth = await promise;
        if (growth.kind === 'endless') {
          worker = null;
          await current.terminate();
        }
        return growth;
      } finally {
        clearTimeout(timer);
        current.off('message', resolve);
        current.off('error', reject);
      }
    },
    async close() {
      await worker?.terminate();
    },
  };
}
