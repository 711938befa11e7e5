import { join } from 'node:path';

/**
 * The folder of the built main process. Asked for here alone: this module is part of the script that
 * is started, and others may be built into chunks, which lie elsewhere.
 */
const main = import.meta.dirname;

/** The path of a script that is started on its own, such as a thread. */
export function entryPoint(name: string): string {
  return join(main, `${name}.js`);
}

/** The path of the preload. */
export const preloadFile: string = join(main, '../preload/index.cjs');

/** The folder of the built pages. */
export const rendererFolder: string = join(main, '../renderer');

/** The path of something in `resources`. */
export function resource(...names: readonly string[]): string {
  return join(main, '../../resources', ...names);
}
