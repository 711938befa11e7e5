import { randomUUID } from 'node:crypto';

/** How many names are remembered; the oldest are forgotten. */
const maxKept = 1000;

/**
 * Files that a person dropped on the window, under opaque names. The page passes these names back;
 * it neither learns nor chooses a path.
 */
export interface DroppedFiles {
  /** Assigns a name to each path. */
  add(paths: readonly string[]): readonly string[];
  /** The path for a name, only once; null for a name that does not exist or was already used. */
  take(name: string): string | null;
}

/** Creates an empty list. */
export function createDroppedFiles(): DroppedFiles {
  const paths = new Map<string, string>();
  return {
    add: (given) =>
      given.map((path) => {
        const name = randomUUID();
        paths.set(name, path);
        for (const oldest of paths.keys()) {
          if (paths.size <= maxKept) break;
          paths.delete(oldest);
        }
        return name;
      }),
    take(name) {
      const path = paths.get(name) ?? null;
      paths.delete(name);
      return path;
    },
  };
}
