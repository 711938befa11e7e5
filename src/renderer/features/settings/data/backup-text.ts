import { t } from '../../../../shared/language/translate.ts';
import type { BackupFile } from '../../../../shared/model/backups.ts';
import { formatDate } from '../../../ui/time-format.ts';

/** The text that identifies a backup. */
export interface BackupText {
  /** To the second, or to the millisecond if another backup of its kind has the same second. */
  readonly time: string;
  readonly kind: string;
}

/** The time and kind of each backup, by name. No two texts are equal. */
export function backupTexts(
  backups: readonly BackupFile[],
  locale?: string,
): ReadonlyMap<string, BackupText> {
  const told = (backup: BackupFile, form: 'second' | 'millisecond'): BackupText => ({
    time: formatDate(Date.parse(backup.createdAt), form, locale),
    kind: t(`settings.data.backup.kind.${backup.reason}`),
  });
  return new Map(
    backups.map((backup) => {
      const text = told(backup, 'second');
      const alike = backups.filter((other) => {
        const { time, kind } = told(other, 'second');
        return time === text.time && kind === text.kind;
      });
      return [backup.name, alike.length > 1 ? told(backup, 'millisecond') : text];
    }),
  );
}
