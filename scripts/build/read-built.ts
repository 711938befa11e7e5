import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { packedEnding } from '../../src/main/disk/packed-ending.ts';

/** Reads a built file by the name that it had before it may have been packed; null if there is none. */
export function readBuilt(file: string): Buffer | null {
  if (existsSync(file)) return readFileSync(file);
  const packed = file + packedEnding;
  return existsSync(packed) ? brotliDecompressSync(readFileSync(packed)) : null;
}
