import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const host = join(import.meta.dirname, 'servers/host.ts');

/** Returns the given processes that are running. Zombies do not count. */
export function running(pids: readonly number[]): readonly number[] {
  return pids.filter((pid) => {
    try {
      return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
}

/** Finds servers and their child processes by the file in their command line. */
function serversOf(file: string): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return words.includes(file) && !words.includes(host);
    } catch {
      return false;
    }
  });
  return running(pids.map(Number));
}

async function lineOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('Its output is not read.');
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?];
  return line ?? 'nothing';
}

/** Waits until a server that ends with its input has noticed that its Parley is gone. */
async function untilFewerThan(file: string, before: number): Promise<void> {
  for (let tries = 0; tries < 200 && serversOf(file).length >= before; tries += 1) await pause(50);
}

/** The result of {@link killAndReap}. */
export interface Round {
  /** Number of server processes when their Parley was killed. */
  readonly before: number;
  /** Number of server processes that survived the kill. */
  readonly orphans: number;
  /** Server processes that survived the next start. */
  readonly left: readonly number[];
}

/**
 * Starts a Parley with five servers that refuse to end, kills it with SIGKILL, and starts the next
 * one. If `afterMs` is null, waits until all servers run; otherwise kills it that long after the
 * start, while the servers are starting.
 */
export async function killAndReap(folder: string, afterMs: number | null = null): Promise<Round> {
  const file = join(folder, 'pids');
  const parley = spawn(process.execPath, [host, folder, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (afterMs === null) {
    const line = await lineOf(parley);
    if (line !== 'ready') throw new Error(`The servers do not run: ${line}`);
  } else await pause(afterMs);
  const before = serversOf(file).length;
  parley.kill('SIGKILL');
  await once(parley, 'exit');
  if (afterMs === null) await untilFewerThan(file, before);
  // Servers that were just started run by now.
  else await pause(1000);
  const orphans = serversOf(file).length;
  const next = spawn(process.execPath, [host, folder, file, 'reap'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(next, 'exit');
  return { before, orphans, left: serversOf(file) };
}
