import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** A recorded process, with what identifies it later. */
export interface KnownProcess {
  /** null if Parley was about to start it and the outcome is unknown. */
  readonly pid: number | null;
  /** The start time, in ms since the epoch. */
  readonly startedAt: number;
  /** Distinguishes processes with the same pid; '' where finding it out requires a program. */
  readonly identity: string;
  /** A mark in the environment of the process and its descendants. */
  readonly mark: string;
}

/** Information about the processes of this computer. */
export interface ProcessTable {
  /** Identifies the current boot of the computer; '' if unknown. */
  boot(): string;
  /**
   * Returns the identity of a running process; '' if it is not running or the system cannot say
   * immediately.
   */
  identity(pid: number): string;
  /**
   * Returns the id of the process's group if the process or the rest of its group is running; null
   * otherwise. Never returns the group of another process that got the same pid.
   */
  groupOf(known: KnownProcess): Promise<number | null>;
}

/** The environment variable that contains {@link KnownProcess.mark}. */
export const markVariable = 'PARLEY_TOOL_SERVER';

const run = promisify(execFile);

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended or belongs to another user. In both cases it is not ours.
    return null;
  }
}

/**
 * Returns the fields of /proc/PID/stat from the third on. The second is a name that may contain
 * anything.
 */
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

/**
 * Finds the group of a process that was started just before Parley died, so that its pid was not
 * recorded.
 */
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
    // A group id is not reused while the group has members, and the mark proves that they are ours.
    const isOurs = allRunning().some(
      (member) => member.stat[groupField] === String(pid) && bears(member.pid, mark),
    );
    return isOurs ? pid : null;
  },
};

/** The greatest difference between the start time from the system and the recorded one, in ms. */
const startTolerance = 2500;

/** Returns whether the system's text for a process's start matches the recorded time. */
export function isSameStart(told: string, startedAt: number): boolean {
  const time = Date.parse(told.trim().replaceAll(/\s+/g, ' '));
  return !Number.isNaN(time) && Math.abs(time - startedAt) <= startTolerance;
}

/**
 * Creates a table that asks a program for a process's start time. It does not find descendants of
 * an ended leader or a process without a recorded pid, because nothing proves that they are ours.
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
        // `ps` exits with 1 if there is no such process. Without an answer nothing is killed.
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

/** The process table for this system. */
export const processTable: ProcessTable =
  process.platform === 'linux' ? linux : process.platform === 'win32' ? windows : macos;
