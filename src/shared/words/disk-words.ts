import type { DiskFault } from '../model/disk-fault.ts';

/** Explains why the disk refused, and what helps. */
export function diskWords({ code, said }: DiskFault): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full. Free some space, and Parley saves by itself.';
    case 'EACCES':
    case 'EPERM':
      return 'Parley is not allowed to write to its data folder, or another program holds a file open. Check the permissions of the folder.';
    case 'EROFS':
      return 'The disk is read-only. Make it writable, and Parley saves by itself.';
    case 'EIO':
      return 'The disk reported an error. Check the disk and copy your data folder to another one.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open on this computer. Close some programs, and Parley saves by itself.';
    case 'EBUSY':
      return 'Another program holds a file of Parley open. Parley tries again by itself.';
    case 'EFBIG':
      return 'A file has become too big for this disk. Free the disk of that limit, or begin a new conversation.';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
      return 'The data folder is gone. Connect its disk or put it back, and Parley saves by itself.';
    case null:
      return `Saving failed: ${said ?? 'unknown reason'}`;
    default:
      return `The disk refused to save (${code}). Parley tries again by itself.`;
  }
}
