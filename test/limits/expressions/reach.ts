import { dirname, join, relative } from 'node:path';
import { readBuilt } from '../../../scripts/build/read-built.ts';

/** How a built file names another: imports of all kinds, and the script of a page. */
const named = /(?:from|import|src=|href=)\s*\(?\s*["'`]([^"'`\s]+\.js)(?:\.br)?["'`]/g;

/**
 * The built files that these load, at once or later, with themselves; relative to the folder. Paths
 * that begin with `/` or `.` are meant; anything else is not part of the build.
 */
export function reachedFrom(folder: string, entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    const text = readBuilt(join(folder, file))?.toString();
    if (text === undefined) continue;
    reached.add(file);
    for (const [, path = ''] of text.matchAll(named)) {
      const base = path.startsWith('/') ? '' : dirname(file);
      waiting.push(relative(folder, join(folder, base, path)).replaceAll('\\', '/'));
    }
  }
  return reached;
}
