import { join } from 'node:path';
import { createConfined, type Confined } from '../../../src/main/confined/confined.ts';
import { createNodeProcesses } from '../../../src/main/confined/node-process.ts';

/** Confined work as in programs without a window: real Node processes. */
export function nodeConfined(): Confined {
  const entry = join(import.meta.dirname, '../../../src/main/confined/entry.ts');
  return createConfined({ start: createNodeProcesses(entry) });
}
