import { join } from 'node:path';
import type { FileSystem } from '../../disk/file-system.ts';
import { orNullIfMissing } from '../../disk/file-system.ts';
import { readWhole, writeAtomic } from '../../disk/files.ts';
import { listContents } from '../contents.ts';
import { backupsIn, isCopied } from './copies.ts';

/**
 * Makes every file that migrations may change what it was in a copy, byte by byte, and removes those
 * that came later. Nothing is touched unless every byte of the copy is right. May be done again from
 * any point. Throws if the copy is damaged or the disk refuses.
 */
export async function bringBack(files: FileSystem, root: string, name: string): Promise<void> {
  const { signal } = new AbortController();
  const { openBackup } = await import('../read-backup.ts');
  const backup = await openBackup(join(backupsIn(root), name), signal, () => undefined);
  try {
    const wanted = new Set<string>();
    for (const { name: file } of backup.manifest.files) {
      if (!isCopied(file)) continue;
      wanted.add(file);
      const path = join(root, file);
      const bytes = await backup.read(file, signal);
      const present = await orNullIfMissing(readWhole(files, path));
      if (present === null || !bytes.equals(present)) await writeAtomic(files, path, [bytes]);
    }
    for (const { name: file } of await listContents(files, root)) {
      if (isCopied(file) && !wanted.has(file)) await files.unlink(join(root, file));
    }
    await files.syncDirectory(root);
  } finally {
    backup.close();
  }
}
