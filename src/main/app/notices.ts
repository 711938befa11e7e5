import { readFile } from 'node:fs/promises';
import { expected } from '../../shared/expected.ts';
import { noticesSchema, type PackageNotice } from '../../shared/model/notices.ts';

/** Reads the third-party notices that come with Parley. Throws an ExpectedError (`storage`). */
export async function readNotices(file: string): Promise<readonly PackageNotice[]> {
  try {
    return noticesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw expected('licences_unread', {});
  }
}
