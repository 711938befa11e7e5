import * as yauzl from 'yauzl';
import { headerBytes } from './machine-code.ts';

/** The program in the zip of an app for macOS. */
const programPath = /^Parley\.app\/Contents\/MacOS\/Parley$/;
/** The most files in such a zip. */
const maxEntries = 20_000;

/**
 * The first bytes of the program in the zip of an app; null if there is none. Only its directory and
 * these bytes are read. Throws what the zip is lacking.
 */
export async function programInZip(path: string): Promise<Buffer | null> {
  const zip = await yauzl.openPromise(path, { autoClose: false });
  try {
    if (zip.entryCount > maxEntries) return null;
    for await (const entry of zip.eachEntry()) {
      if (!programPath.test(entry.fileName)) continue;
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of await zip.openReadStreamPromise(entry)) {
        pieces.push(piece as Buffer);
        size += (piece as Buffer).length;
        if (size >= headerBytes) break;
      }
      return Buffer.concat(pieces).subarray(0, headerBytes);
    }
    return null;
  } finally {
    zip.close();
  }
}
