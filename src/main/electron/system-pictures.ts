import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeImage } from 'electron';
import type { DecodeBySystem } from '../attachments/ingest.ts';

/** Larger pictures are scaled down by the system right away (pixels). */
const longestSide = 3000;
const longestMs = 20_000;

/**
 * Converts pictures in formats that only the system reads (HEIC on macOS, and on Windows with its
 * extension) to PNG. Electron offers this for files only, so the picture is kept in a private
 * folder while it is read.
 */
export const decodeBySystem: DecodeBySystem = async (pieces, ending) => {
  // Electron has this on macOS and Windows only.
  if (!('createThumbnailFromPath' in nativeImage)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'parley-picture-'));
  let deadline: NodeJS.Timeout | undefined;
  try {
    const path = join(folder, `picture${ending}`);
    await writeFile(path, pieces, { mode: 0o600 });
    const late = new Promise<null>((resolve) => {
      deadline = setTimeout(() => resolve(null), longestMs);
    });
    const size = { width: longestSide, height: longestSide };
    const picture = await Promise.race([nativeImage.createThumbnailFromPath(path, size), late]);
    return picture === null || picture.isEmpty() ? null : picture.toPNG();
  } catch {
    // The system cannot read it either, and the person is told what to do.
    return null;
  } finally {
    clearTimeout(deadline);
    await rm(folder, { recursive: true, force: true });
  }
};
