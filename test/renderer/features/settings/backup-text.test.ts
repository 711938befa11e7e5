import { expect, it } from 'vitest';
import { backupTexts } from '../../../../src/renderer/features/settings/data/backup-text.ts';
import type { BackupFile, BackupReason } from '../../../../src/shared/model/backups.ts';

const backup = (reason: BackupReason, createdAt: string): BackupFile => ({
  name: `${reason} ${createdAt}`,
  reason,
  path: '/nowhere',
  createdAt,
  size: 1,
});

it('tells every backup apart from the others, by time and kind', () => {
  const backups = [
    backup('before-restore', '2026-11-29T07:30:05.250Z'),
    backup('manual', '2026-11-29T07:30:05.100Z'),
    backup('manual', '2026-11-29T07:30:05.050Z'),
    backup('automatic', '2026-11-29T07:30:04.000Z'),
  ];
  const texts = backups.map(({ name }) => backupTexts(backups, 'en-GB').get(name));
  expect(texts.map((text) => text?.kind)).toEqual([
    'made before a restore',
    'made by hand',
    'made by hand',
    'made daily',
  ]);
  const times = texts.map((text) => text?.time ?? '');
  expect(times[0]).toMatch(/:05$/);
  expect(times[1]).toMatch(/:05\.100$/);
  expect(times[2]).toMatch(/:05\.050$/);
  expect(times[3]).toMatch(/:04$/);
});
