import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { packedEnding } from './packed-ending.ts';

let isReady = false;

/**
 * Lets this thread import modules that the build has packed. Call it before the import of one; until
 * then, no import costs more than it did.
 */
export function unpackModules(): void {
  if (isReady) return;
  isReady = true;
  registerHooks({
    load: (url, context, next) =>
      url.endsWith(packedEnding)
        ? {
            format: 'module',
            source: brotliDecompressSync(readFileSync(fileURLToPath(url))),
            shortCircuit: true,
          }
        : next(url, context),
  });
}
