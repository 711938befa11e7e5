import * as z from 'zod';
import { byName, defineCodes, noParams } from './define.ts';

const bySaid = () => z.object({ said: z.string() });

/** Why an archive or a file in it is rejected. `name`: a file in the archive. */
export const archiveCodes = defineCodes({
  archive_bad_name: { kind: 'invalid', params: byName },
  archive_link: { kind: 'invalid', params: byName },
  archive_password: { kind: 'invalid', params: noParams },
  archive_file_too_big: { kind: 'invalid', params: byName },
  /** `ratio`: the limit for unpacked size divided by packed size. */
  archive_bomb: { kind: 'invalid', params: () => byName().extend({ ratio: z.number() }) },
  archive_too_many_files: { kind: 'invalid', params: () => z.object({ count: z.number() }) },
  archive_too_much: { kind: 'invalid', params: noParams },
  archive_shared_bytes: { kind: 'invalid', params: noParams },
  /** `said`: the message of the archive reader. */
  archive_broken: { kind: 'invalid', params: bySaid },
  archive_unpackable: { kind: 'invalid', params: noParams },
  archive_file_longer: { kind: 'invalid', params: noParams },
  archive_file_shorter: { kind: 'invalid', params: noParams },
  archive_file_damaged: { kind: 'invalid', params: noParams },
  not_a_backup: { kind: 'invalid', params: noParams },
  backup_unreadable: { kind: 'invalid', params: noParams },
  backup_foreign_file: { kind: 'invalid', params: byName },
  backup_file_missing: { kind: 'invalid', params: byName },
  backup_file_changed: { kind: 'invalid', params: byName },
});
