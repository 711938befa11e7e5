import type { Notice } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { SetAsideReason } from '../../shared/model/news.ts';
import type * as z from 'zod';
import type { StoreParts } from './parts.ts';
import { withUnknown } from './fields.ts';
import { diskFaultOf } from './save-status.ts';
import { openSmallFile } from './small-file.ts';

/** The format of a file with one list of entries. */
export interface ListFormat<T> {
  /** The name of the file without its extension, and of the list in it. */
  readonly name: string;
  readonly version: number;
  readonly schema: z.ZodType<T>;
  readonly most: number;
  readonly damaged: SetAsideReason;
}

/** The valid entries of a file. */
interface ReadList<T> {
  readonly entries: readonly T[];
  readonly isDamaged: boolean;
}

/** Reads a file entry by entry, so that an invalid entry is dropped alone. */
export function readList<T extends { readonly id: string }>(
  { name, schema, most }: ListFormat<T>,
  fields: Readonly<Record<string, unknown>>,
): ReadList<T> {
  const { [name]: list = [] } = fields;
  if (!Array.isArray(list)) return { entries: [], isDamaged: true };
  const found = new Map<string, T>();
  let isDamaged = list.length > most;
  for (const entry of list.slice(0, most) as readonly unknown[]) {
    const checked = schema.safeParse(entry);
    if (checked.success && !found.has(checked.data.id)) {
      found.set(checked.data.id, withUnknown(entry, checked.data));
    } else isDamaged = true;
  }
  return { entries: [...found.values()], isDamaged };
}

/** The list as its room uses it, and the operations of the store. */
export interface ListFile<T> {
  readonly notices: readonly Notice[];
  readonly read: () => readonly T[];
  /** Resolves once the change is on disk. Throws an ExpectedError if nothing was changed. */
  readonly update: (change: (before: readonly T[]) => readonly T[]) => Promise<void>;
  /** Calls the listener after every change. Returns a function that unsubscribes it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves when no write is running. */
  readonly flush: () => Promise<void>;
}

/** Reads such a file in `root`. Never throws: damaged entries are reported and ignored. */
export async function openListFile<T extends { readonly id: string }>(
  parts: StoreParts,
  root: string,
  format: ListFormat<T>,
): Promise<ListFile<T>> {
  const { name } = format;
  const file = await openSmallFile(parts, { directory: root, name });
  const notices = [...file.notices];
  const { version, ...fields } = file.fields;
  const isNewer = typeof version === 'number' && version > format.version;
  const read = readList(format, fields);
  if (read.isDamaged && !isNewer) notices.push(await file.setAside(format.damaged));
  let { entries } = read;
  let last: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  file.begin({ ...file.fields, [name]: entries });

  async function write(next: readonly T[]): Promise<void> {
    try {
      if (isNewer) throw expected('file_by_newer', { name: `${name}.json` });
      await file.write({ ...fields, version: format.version, [name]: next });
      entries = next;
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      throw expected('change_unsaved', { disk: diskFaultOf(error) });
    }
    for (const listener of listeners) listener();
  }

  return {
    notices,
    read: () => entries,
    async update(change) {
      const written = last.then(() => write(change(entries)));
      last = written.catch(() => undefined);
      await written;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => last,
  };
}
