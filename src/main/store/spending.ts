import { join } from 'node:path';
import * as z from 'zod';
import { monthOf, spendingPurposes, type Spending } from '../../shared/model/spending/ledger.ts';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { readFrom, writeAll } from '../disk/files.ts';
import { createSaver } from '../disk/saver.ts';
import type { Timers } from '../disk/timers.ts';
import type { SpendingFile } from '../spending/ports.ts';

/** The version of a line. */
const lineVersion = 1;
/** A month with more than this is none of ours (bytes). */
const mostBytes = 64 * 1024 * 1024;

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

/** A request that was taken down and cannot be read: by a newer Parley, or damaged. */
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

/** What has been read of the file of a month. */
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
 * Opens the folder of what was spent: a file per month with a line per request, which is only ever
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
  /** Files whose last line is known to be whole. */
  const whole = new Set<string>();
  const pathOf = (month: string): string => join(folder, `${month}.jsonl`);

  const append = async (month: string, requests: readonly Spending[]): Promise<void> => {
    const path = pathOf(month);
    let file = await orNullIfMissing(files.open(path, 'a'));
    if (file === null) {
      await files.makeDirectory(folder);
      file = await files.open(path, 'a');
    }
    try {
      // A killed process or a full disk may have left half a line.
      const start = whole.has(month) ? '' : '\n';
      whole.delete(month);
      const lines = requests.map((request) => `${lineOf(request)}\n`).join('');
      await writeAll(file, Buffer.from(`${start}${lines}`));
      whole.add(month);
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
    if (facts.size > mostBytes) return [unreadable];
    const known = lastRead?.month === month ? lastRead : null;
    const before = known?.inode === facts.inode && known.length <= facts.size ? known : null;
    const from = before?.length ?? 0;
    const bytes = await readFrom(files, path, from);
    const end = bytes.lastIndexOf(10) + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n');
    const added = lines.filter((line) => line.trim() !== '').map(spendingIn);
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
      // What a full disk has refused counts all the same.
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
