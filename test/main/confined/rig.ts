import { join } from 'node:path';
import { createConfined, type Confined } from '../../../src/main/confined/confined.ts';
import { createNodeProcesses } from '../../../src/main/confined/node-process.ts';

/** The room as programs without a window have it: real processes of Node. */
export function nodeConfined(): Confined {
  const entry = join(import.meta.dirname, '../../../src/main/confined/entry.ts');
  return createConfined({ start: createNodeProcesses(entry) });
}
