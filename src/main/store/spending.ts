import { join } from 'node:path';
import * as z from 'zod';
import { monthOf, spendingPurposes, type Spending } from '../../shared/model/spending/ledger.ts';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { readFrom, readWhole, writeAll } from '../disk/files.ts';
import { createSaver } from '../disk/saver.ts';
import type { Timers } from '../disk/timers.ts';
import { createPauses } from '../event-loop/pauses.ts';
import type { SpendingFile } from '../spending/ports.ts';

/** The version of a line. */
const lineVersion = 1;
/** No file of a month is read beyond this (bytes); it holds some 300,000 requests. */
const maxBytes = 64 * 1024 * 1024;

const count = z.number().nonnegative();
const lineSchema = z.object({
  v: z.literal(lineVersion),
  at: z.iso.datetime(),
  for: z.enum(spendingPurposes).catch('answer'),
  provider: z.string(),
  model: z.string(),
  assistant: z.string().optional(),
  /** Absent if the server did not count. */
  prompt: count.optional(),
  completion: count.optional(),
  cached: count.optional(),
  cost: count.optional(),
});

/** A line that a newer Parley has written. */
const newerSchema = z.looseObject({ v: z.number().gt(lineVersion) });

/** A request that was recorded and cannot be read: by a newer Parley, or damaged. */
const unreadable: Spending = { at: 0, purpose: 'answer', providerId: '', model: '', usage: null };

function lineOf({ at, purpose, providerId, model, assistantId, usage }: Spending): string {
  const line: z.infer<typeof lineSchema> = {
    v: lineVersion,
    at: new Date(at).toISOString(),
    for: purpose,
    provider: providerId,
    model,
    ...(assistantId === undefined ? {} : { assistant: assistantId }),
    ...(usage === null ? {} : { prompt: usage.promptTokens, completion: usage.completionTokens }),
    ...(usage?.cachedTokens === undefined ? {} : { cached: usage.cachedTokens }),
    ...(usage?.costUsd === undefined ? {} : { cost: usage.costUsd }),
  };
  return JSON.stringify(line);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function spendingIn(text: string): Spending {
  const read = lineSchema.safeParse(parsed(text));
  if (!read.success) return unreadable;
  const { at, model, provider, assistant, prompt, completion, cached, cost } = read.data;
  const isCounted = prompt !== undefined || completion !== undefined || cost !== undefined;
  return {
    at: Date.parse(at),
    purpose: read.data.for,
    providerId: provider,
    model,
    ...(assistant === undefined ? {} : { assistantId: assistant }),
    usage: isCounted
      ? {
          promptTokens: prompt ?? 0,
          completionTokens: completion ?? 0,
          ...(cached === undefined ? {} : { cachedTokens: cached }),
          ...(cost === undefined ? {} : { costUsd: cost }),
        }
      : null,
  };
}

/** The lines with something in them. */
function linesIn(bytes: Buffer): readonly string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Counts the lines in the file of a month that cannot be read. */
export async function countUnreadable(
  files: FileSystem,
  path: string,
): Promise<{ readonly damaged: number; readonly newer: number }> {
  const bad = linesIn(await readWhole(files, path))
    .map(parsed)
    .filter((value) => !lineSchema.safeParse(value).success);
  const newer = bad.filter((value) => newerSchema.safeParse(value).success).length;
  return { damaged: bad.length - newer, newer };
}

/** The part of a month's file that has been read. */
interface ReadMonth {
  readonly month: string;
  readonly inode: string;
  /** Bytes, up to the end of the last whole line. */
  readonly length: number;
  readonly requests: readonly Spending[];
}

/** The file, and what the store does with it. */
export interface OpenSpending extends SpendingFile {
  /** Resolves when everything is written, or has failed to be. */
  readonly flush: () => Promise<void>;
}

/**
 * Opens the ledger: a folder with a file per month and a line per request, which is only ever
 * appended to. Several processes may write it, and nothing in it is ever replaced.
 */
export function openSpending(
  files: FileSystem,
  folder: string,
  timers: Timers,
  report: (error: unknown) => void,
): OpenSpending {
  let pending: readonly Spending[] = [];
  /** The month that was read last. */
  let lastRead: ReadMonth | null = null;
  const pathOf = (month: string): string => join(folder, `${month}.jsonl`);

  const append = async (month: string, requests: readonly Spending[]): Promise<void> => {
    const path = pathOf(month);
    let file = await orNullIfMissing(files.open(path, 'a'));
    if (file === null) {
      await files.makeDirectory(folder);
      file = await files.open(path, 'a');
    }
    try {
      // A kill or a full disk may have left half a line, in this process or another one.
      const lines = requests.map((request) => `${lineOf(request)}\n`).join('');
      await writeAll(file, Buffer.from(`\n${lines}`));
    } finally {
      await file.close();
    }
  };

  const saver = createSaver(
    async () => {
      while (pending.length > 0) {
        const [first] = pending;
        if (first === undefined) return;
        const month = monthOf(first.at);
        const batch = pending.filter(({ at }) => monthOf(at) === month);
        await append(month, batch);
        pending = pending.filter((each) => !batch.includes(each));
      }
    },
    (error) => {
      if (error !== null) report(error);
    },
    timers,
  );

  const readNew = async (month: string): Promise<readonly Spending[]> => {
    const path = pathOf(month);
    const facts = await orNullIfMissing(files.facts(path));
    if (facts === null) return [];
    if (facts.size > maxBytes) return [unreadable];
    const known = lastRead?.month === month ? lastRead : null;
    const before = known?.inode === facts.inode && known.length <= facts.size ? known : null;
    const from = before?.length ?? 0;
    const bytes = await readFrom(files, path, from);
    const end = bytes.lastIndexOf(10) + 1;
    const pause = createPauses();
    const added: Spending[] = [];
    for (const line of linesIn(bytes.subarray(0, end))) {
      added.push(spendingIn(line));
      await pause();
    }
    const earlier = before?.requests ?? [];
    const requests = added.length === 0 ? earlier : [...earlier, ...added];
    lastRead = { month, inode: facts.inode, length: from + end, requests };
    return requests;
  };

  const read = async (month: string): Promise<readonly Spending[]> => {
    try {
      return await readNew(month);
    } catch (error) {
      report(error);
      return [unreadable];
    }
  };

  return {
    add(spending) {
      pending = [...pending, spending];
      void saver.request();
    },
    async ofMonth(month) {
      await saver.idle();
      const written = await read(month);
      // Requests that a full disk has refused count all the same.
      const unwritten = pending.filter(({ at }) => monthOf(at) === month);
      return [...written, ...unwritten];
    },
    async months() {
      await saver.idle();
      const names = (await orNullIfMissing(files.list(folder))) ?? [];
      const written = names.flatMap((name) => /^(\d{4}-\d{2})\.jsonl$/u.exec(name)?.[1] ?? []);
      return [...new Set([...written, ...pending.map(({ at }) => monthOf(at))])].toSorted();
    },
    flush: () => saver.idle(),
  };
}
