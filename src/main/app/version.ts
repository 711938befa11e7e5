import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const packageSchema = z.object({ version: z.string() });

/** Returns Parley's version, for programs that run from the source. */
export function readVersion(): string {
  const path = join(import.meta.dirname, '../../../package.json');
  return packageSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
