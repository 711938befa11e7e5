import { lstatSync, lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The paths of everything in a folder, the folder itself last, in the order of their names. */
export function everythingIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? everythingIn(path) : [path];
    });
  return [...inside, folder];
}

/** Gives everything in a folder the time of the build, so that its bytes depend on nothing else. */
export function closeTree(folder: string, epoch: number): void {
  for (const path of everythingIn(folder)) lutimesSync(path, epoch, epoch);
}

/** The bytes of all files in a folder. */
export function bytesIn(folder: string): number {
  return everythingIn(folder).reduce((sum, path) => {
    const entry = lstatSync(path);
    return sum + (entry.isFile() ? entry.size : 0);
  }, 0);
}
