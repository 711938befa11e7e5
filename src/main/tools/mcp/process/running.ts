import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { errorCode } from '../../../disk/file-system.ts';
import { processTable, type KnownProcess, type ProcessTable } from './process-table.ts';

const knownSchema = z.object({
  pid: z.number().int().min(2).nullable(),
  startedAt: z.number(),
  identity: z.string(),
  mark: z.string(),
});

const fileSchema = z.object({
  boot: z.string(),
  /** The Parley process that runs them. */
  owner: knownSchema,
  processes: z.array(knownSchema),
});
type RunningFile = z.infer<typeof fileSchema>;

/** A process on the list. */
export interface Noted {
  /** The mark in its environment, under {@link markVariable}. */
  readonly mark: string;
  /** Must be called immediately after the start. */
  started(pid: number): void;
  /** Removes the process from the list once its whole group has ended. */
  over(): void;
}

/** A list of the processes that this Parley runs, stored where the next Parley finds it. */
export interface RunningList {
  /** Records that a process is about to be started. */
  note(): Noted;
  /**
   * Ends the processes that dead Parleys left running; resolves with their number. Never rejects.
   */
  reap(): Promise<number>;
}

function readFile(path: string): RunningFile | null {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A file that is incomplete because its writer died, or that is foreign, identifies no process.
    return null;
  }
}

function endGroup(pid: number): void {
  if (process.platform === 'win32') {
    const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {
      stdio: 'ignore',
      windowsHide: true,
    });
    killer.on('error', () => undefined);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function endLeftover(known: KnownProcess, table: ProcessTable): Promise<boolean> {
  const group = await table.groupOf(known);
  if (group === null) return false;
  endGroup(group);
  const until = performance.now() + 2000;
  while ((await table.groupOf(known)) !== null && performance.now() < until) await pause(15);
  return true;
}

/**
 * Opens this process's list in `folder`, which contains one file per Parley. The list is written
 * atomically before a program starts and immediately after, so that a Parley that is killed in
 * between leaves no unrecorded program.
 */
export function openRunningList(
  folder: string,
  report: (error: unknown) => void,
  table: ProcessTable = processTable,
): RunningList {
  const path = join(folder, `${process.pid}.json`);
  const owner: KnownProcess = {
    pid: process.pid,
    startedAt: Date.now() - process.uptime() * 1000,
    identity: table.identity(process.pid),
    mark: '',
  };
  const mine = new Map<string, KnownProcess>();

  function write(): void {
    try {
      if (mine.size === 0) return rmSync(path, { force: true });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file: RunningFile = { boot: table.boot(), owner, processes: [...mine.values()] };
      writeFileSync(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch (error) {
      // A server that cannot be recorded runs anyway. It ends when its input closes.
      report(error);
    }
  }

  async function reapFile(name: string): Promise<number> {
    const at = join(folder, name);
    const file = readFile(at);
    let count = 0;
    if (file !== null && file.boot === table.boot()) {
      // The file of an earlier Parley with the same pid.
      const isOwn = file.owner.pid === owner.pid && file.owner.identity === owner.identity;
      if (isOwn || (await table.groupOf(file.owner)) !== null) return 0;
      const ended = await Promise.all(file.processes.map((known) => endLeftover(known, table)));
      count = ended.filter(Boolean).length;
    }
    rmSync(at, { force: true });
    rmSync(`${at}.new`, { force: true });
    return count;
  }

  function names(): readonly string[] {
    try {
      return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') report(error);
      return [];
    }
  }

  return {
    note() {
      const mark = randomUUID();
      const put = (pid: number | null, identity: string): void => {
        mine.set(mark, { pid, startedAt: Date.now(), identity, mark });
        write();
      };
      put(null, '');
      return {
        mark,
        started: (pid) => put(pid, table.identity(pid)),
        over() {
          if (mine.delete(mark)) write();
        },
      };
    },
    async reap() {
      let count = 0;
      for (const name of names()) {
        try {
          count += await reapFile(name);
        } catch (error) {
          report(error);
        }
      }
      return count;
    },
  };
}
