/** A cache with a size limit that evicts the least recently used entry first. */
export interface LeastUsed<T> {
  /** undefined if it is not cached. */
  readonly get: (key: string) => T | undefined;
  readonly set: (key: string, value: T) => void;
}

/** Creates an empty cache. `sizeOf` and `most` use the same unit. */
export function createLeastUsed<T>(most: number, sizeOf: (value: T) => number): LeastUsed<T> {
  const held = new Map<string, T>();

  function set(key: string, value: T): void {
    held.delete(key);
    held.set(key, value);
    let size = [...held.values()].reduce((sum, each) => sum + sizeOf(each), 0);
    for (const [oldest, each] of held) {
      if (size <= most) break;
      held.delete(oldest);
      size -= sizeOf(each);
    }
  }

  return {
    get(key) {
      const value = held.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
  };
}
