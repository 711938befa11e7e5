/** What is held in memory up to a size; what was not asked for longest goes first. */
export interface LeastUsed<T> {
  /** undefined: it is not held. */
  readonly get: (key: string) => T | undefined;
  readonly set: (key: string, value: T) => void;
}

/** Makes an empty one. `sizeOf` and `most` are in the same unit. */
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
