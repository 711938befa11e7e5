import { randomUUID } from 'node:crypto';

/** Names kept at a time; the oldest are forgotten. */
const mostKept = 1000;

/**
 * Files that a person dropped on the window, under names that mean nothing elsewhere: the page hands
 * these names back and neither learns nor chooses a path.
 */
export interface DroppedFiles {
  /** Gives each path a name. */
  add(paths: readonly string[]): readonly string[];
  /** The path of a name, once; null for a name that was never given or used already. */
  take(name: string): string | null;
}

/** Makes an empty list. */
export function createDroppedFiles(): DroppedFiles {
  const paths = new Map<string, string>();
  return {
    add: (given) =>
      given.map((path) => {
        const name = randomUUID();
        paths.set(name, path);
        for (const oldest of paths.keys()) {
          if (paths.size <= mostKept) break;
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
