/** Passes items without a buffer: the producer waits for the consumer. */
export interface Handoff<T> {
  /** Resolves when the item is taken, or the consumer is gone. */
  readonly put: (item: T) => Promise<void>;
  readonly take: () => Promise<T>;
  /** Call when the consumer is gone. */
  readonly close: () => void;
}

/** Creates a handoff for one producer and one consumer. */
export function createHandoff<T>(): Handoff<T> {
  let offered: { readonly item: T; readonly taken: () => void } | null = null;
  let taker: ((item: T) => void) | null = null;
  let closed = false;
  return {
    put(item) {
      if (closed) return Promise.resolve();
      if (taker !== null) {
        const take = taker;
        taker = null;
        take(item);
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        offered = { item, taken: resolve };
      });
    },
    take() {
      if (offered !== null) {
        const { item, taken } = offered;
        offered = null;
        taken();
        return Promise.resolve(item);
      }
      return new Promise((resolve) => {
        taker = resolve;
      });
    },
    close() {
      closed = true;
      offered?.taken();
      offered = null;
    },
  };
}
