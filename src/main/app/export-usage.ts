import { basename } from 'node:path';
import { expected } from '../../shared/expected.ts';
import { dailyCsv } from '../../shared/words/usage-csv.ts';
import type { LibraryStatistics } from '../../shared/model/library.ts';
import type { PriceList } from '../../shared/model/cost.ts';
import { usageRows } from '../../shared/model/spending/usage-rows.ts';
import { writeFileAtomic } from '../disk/atomic-file.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import type { FileDialogs } from '../transfer/transfer.ts';

/** Dependencies of {@link exportUsage}. */
export interface UsageExportRooms {
  readonly statistics: () => Promise<LibraryStatistics>;
  readonly prices: () => PriceList;
  /** The names of providers by id. */
  readonly providers: () => readonly { readonly id: string; readonly name: string }[];
  readonly files: FileSystem;
  readonly dialogs: Pick<FileDialogs, 'chooseUsageTarget'>;
}

/**
 * Asks for a file and writes all usage to it as CSV, by day, model, assistant and provider. Returns
 * false if the person chose none. Throws an ExpectedError if it cannot be written.
 */
export async function exportUsage(rooms: UsageExportRooms): Promise<boolean> {
  const path = await rooms.dialogs.chooseUsageTarget();
  if (path === null) return false;
  const { usage } = await rooms.statistics();
  const names = new Map(rooms.providers().map(({ id, name }) => [id, name]));
  const rows = usageRows(usage, rooms.prices()).toSorted((a, b) => a.day.localeCompare(b.day));
  const text = dailyCsv(rows, (id) => names.get(id) ?? id);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text));
  }
  try {
    await writeFileAtomic(rooms.files, path, chunks(), new AbortController().signal);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw expected('file_not_saved_there', { name: basename(path) });
  }
  return true;
}
