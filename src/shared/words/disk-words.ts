import { t } from '../language/translate.ts';
import type { DiskFault } from '../model/disk-fault.ts';

/** Explains why the disk refused, and what helps. */
export function diskWords({ code, said }: DiskFault): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('disk.full');
    case 'EACCES':
    case 'EPERM':
      return t('disk.forbidden');
    case 'EROFS':
      return t('disk.read_only');
    case 'EIO':
      return t('disk.failing');
    case 'EMFILE':
    case 'ENFILE':
      return t('disk.too_many_open');
    case 'EBUSY':
      return t('disk.busy');
    case 'EFBIG':
      return t('disk.file_too_big');
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
      return t('disk.gone');
    case null:
      return said === null ? t('disk.unsaid') : t('disk.said', { said });
    default:
      return t('disk.other', { code });
  }
}
