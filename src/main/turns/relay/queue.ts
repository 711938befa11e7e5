/** A queue. Every operation takes constant time. */
export interface Queue<T> {
  readonly size: () => number;
  readonly first: () => T | undefined;
  readonly last: () => T | undefined;
  readonly push: (item: T) => void;
  readonly replaceLast: (item: T) => void;
  readonly shift: () => T | undefined;
  /** Removes and returns all items, in order. */
  readonly takeAll: () => readonly T[];
}

/** Removed items are released once there are this many, and at least as many as still wait. */
const maxGone = 1024;

/** Creates an empty queue. */
export function createQueue<T>(): Queue<T> {
  let items: T[] = [];
  let gone = 0;
  return {
    size: () => items.length - gone,
    first: () => items[gone],
    last: () => (items.length > gone ? items.at(-1) : undefined),
    push(item) {
      items.push(item);
    },
    replaceLast(item) {
      items[items.length - 1] = item;
    },
    shift() {
      if (items.length === gone) return undefined;
      const item = items[gone];
      gone += 1;
      if (gone > maxGone && gone * 2 > items.length) {
        items = items.slice(gone);
        gone = 0;
      }
      return item;
    },
    takeAll() {
      const all = items.slice(gone);
      items = [];
      gone = 0;
      return all;
    },
  };
}
