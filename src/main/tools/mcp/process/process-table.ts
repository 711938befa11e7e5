import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** What is written down of a process, so that it is known again. */
export interface KnownProcess {
  /** null: it was about to be started, and nobody knows whether it was. */
  readonly pid: number | null;
  /** When it was started, in ms since the epoch. */
  readonly startedAt: number;
  /** What tells it from another process of the same number; '' where that takes a program to find out. */
  readonly identity: string;
  /** Stands in the environment of it and its descendants. */
  readonly mark: string;
}

/** The processes of this computer. */
export interface ProcessTable {
  /** What tells two runs of the computer apart; '' if nothing does. */
  boot(): string;
  /** Of a process that runs; '' if it does not, or this system cannot say so at once. */
  identity(pid: number): string;
  /**
   * The number of its group, if the process itself or what is left of its group runs; null if not. Never
   * that of a process that merely has its number.
   */
  groupOf(known: KnownProcess): Promise<number | null>;
}

/** The variable that holds {@link KnownProcess.mark}. */
export const markVariable = 'PARLEY_TOOL_SERVER';

const run = promisify(execFile);

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended, or belongs to someone else: nothing of ours either way.
    return null;
  }
}

/** The fields of /proc/PID/stat from the third on; the second is a name that may hold anything. */
function statOf(pid: number | string): readonly string[] | null {
  const text = textOf(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const stateField = 0;
const groupField = 2;
const startField = 19;

const sessionField = 3;

interface Running {
  readonly pid: number;
  readonly stat: readonly string[];
}

function allRunning(): readonly Running[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(name) : null;
    return stat === null || stat[stateField] === 'Z' ? [] : [{ pid: Number(name), stat }];
  });
}

const bears = (pid: number, mark: string): boolean =>
  textOf(`/proc/${pid}/environ`)?.includes(`${markVariable}=${mark}\0`) === true;

/** The group of a process that was started so shortly before the death of Parley that its number was not noted. */
function unnotedGroup(mark: string): number | null {
  const leaders = allRunning()
    .filter(
      ({ pid, stat }) => stat[groupField] === String(pid) && stat[sessionField] === String(pid),
    )
    .filter(({ pid }) => bears(pid, mark))
    .sort((one, other) => Number(one.stat[startField]) - Number(other.stat[startField]));
  return leaders[0]?.pid ?? null;
}

const linux: ProcessTable = {
  boot: () => textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? '',
  identity: (pid) => statOf(pid)?.[startField] ?? '',
  async groupOf({ pid, identity, mark }) {
    if (pid === null) return unnotedGroup(mark);
    const leader = statOf(pid);
    if (leader !== null && leader[stateField] !== 'Z')
      return leader[startField] === identity ? pid : null;
    // The number of a group is not given away while it has members; the mark proves that they are ours.
    const isOurs = allRunning().some(
      (member) => member.stat[groupField] === String(pid) && bears(member.pid, mark),
    );
    return isOurs ? pid : null;
  },
};

/** How far the start that a system tells may be from the one that was written down; ms. */
const startTolerance = 2500;

/** Whether a system's words for the start of a process mean the one that was written down. */
export function isSameStart(told: string, startedAt: number): boolean {
  const time = Date.parse(told.trim().replaceAll(/\s+/g, ' '));
  return !Number.isNaN(time) && Math.abs(time - startedAt) <= startTolerance;
}

/**
 * A table that asks a program when a process was started. What a dead leader left is not found, nor a
 * process whose number was not noted: nothing proves whose it is.
 */
function asking(ask: (pid: number) => readonly [program: string, ...args: string[]]): ProcessTable {
  return {
    boot: () => '',
    identity: () => '',
    async groupOf({ pid, startedAt }) {
      if (pid === null) return null;
      const [program, ...args] = ask(pid);
      try {
        const { stdout } = await run(program, args, {
          timeout: 10_000,
          windowsHide: true,
          env: { ...process.env, LC_ALL: 'C' },
        });
        return isSameStart(stdout, startedAt) ? pid : null;
      } catch {
        // `ps` ends with 1 if there is no such process. Without an answer nothing is ended.
        return null;
      }
    },
  };
}

const macos = asking((pid) => ['/bin/ps', '-o', 'lstart=', '-p', String(pid)]);

const windows = asking((pid) => [
  'powershell.exe',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CreationDate.ToUniversalTime().ToString('o')`,
]);

/** The table of this system. */
export const processTable: ProcessTable =
  process.platform === 'linux' ? linux : process.platform === 'win32' ? windows : macos;
