import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Attack } from './attack.ts';

/** How the work of an expression grows with its input. */
export type Growth =
  | { readonly kind: 'linear' }
  /** Twice the input takes more than 2.5 times the work, three times in a row. Works are in ms. */
  | {
      readonly kind: 'outgrows';
      readonly attack: Attack;
      readonly lengths: readonly number[];
      readonly works: readonly number[];
    }
  /** V8 gives up with an error: at this length, its stack is full. */
  | { readonly kind: 'overflows'; readonly attack: Attack; readonly length: number }
  /** It was ended at its deadline. */
  | { readonly kind: 'endless' };

/** An expression to measure. */
export interface Order {
  readonly source: string;
  readonly flags: string;
  readonly attacks: readonly Attack[];
  /** Try attacks made of the expression's own characters as well. */
  readonly own: boolean;
}

/** Measures expressions one after the other. */
export interface Meter {
  readonly measure: (order: Order) => Promise<Growth>;
  readonly close: () => Promise<void>;
}

/** Far beyond what measuring takes on a busy machine; ms. */
const deadlineMs = 120_000;

/** Makes a meter: a thread that is ended and replaced when an expression does not come back. */
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
