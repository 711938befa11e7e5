import { readdirSync, readFileSync } from 'node:fs';

/** Length of a tick of the processor times in `/proc` (ms); the same on every Linux. */
const tickMs = 10;

/** Work of some processes since they began. */
export interface Work {
  /** Processor time in the system and in the programs, of processes that run or have been waited for (ms). */
  readonly processorMs: number;
  /** How often a thread that runs now had gone to sleep. */
  readonly sleeps: number;
}

function fieldsOf(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return stat.replace(/^.*\) /s, '').split(' ');
  } catch {
    return null;
  }
}

/** A process and all that it started, as far as they run. Linux only. */
export function treeOf(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = fieldsOf(Number(name));
    if (fields !== null) parents.set(Number(name), Number(fields[1]));
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOurs(parents.get(pid)));
  return [...parents.keys()].filter(isOurs);
}

function sleepsOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${String(pid)}/task`);
    return threads.reduce((sum, thread) => {
      const status = readFileSync(`/proc/${String(pid)}/task/${thread}/status`, 'latin1');
      return sum + Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
    }, 0);
  } catch {
    // It, or one of its threads, has just ended.
    return 0;
  }
}

/** The work of these processes so far. */
export function workOf(pids: readonly number[]): Work {
  let ticks = 0;
  let sleeps = 0;
  for (const pid of pids) {
    const fields = fieldsOf(pid) ?? [];
    for (const index of [11, 12, 13, 14]) ticks += Number(fields[index] ?? 0);
    sleeps += sleepsOf(pid);
  }
  return { processorMs: ticks * tickMs, sleeps };
}
