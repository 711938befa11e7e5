import spawn from 'cross-spawn';
import type { ChildProcess } from 'node:child_process';
import { errorCode } from '../../../disk/file-system.ts';

/** A program and how to start it. */
export interface ProgramToRun {
  /** The program's path. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  /** The whole environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A program, its streams and all processes that it started. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Returns whether any process of the group is running. */
  isAlive(): boolean;
  /** Asks all processes to end (`ask`) or kills them (`force`). */
  end(how: 'ask' | 'force'): void;
}

const isWindows = process.platform === 'win32';

function reaches(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // EPERM: the process exists but belongs to another user, as after a change of user.
    return errorCode(error) === 'EPERM';
  }
}

/** Kills a process and its descendants on Windows, which has no process groups. */
function endTree(pid: number): void {
  const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {
    stdio: 'ignore',
    windowsHide: true,
  });
  // `taskkill` may be missing or fail. The code that waits for the process sees that it still runs.
  killer.on('error', () => undefined);
}

/**
 * Starts a program without a shell as the leader of its own group, so that its descendants can be
 * ended with it. Failures are reported by the child's event `error`.
 */
export function startGroup(program: ProgramToRun): ProcessGroup {
  const child = spawn(program.command, [...program.arguments], {
    cwd: program.folder,
    env: { ...program.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    shell: false,
    detached: !isWindows,
    windowsHide: true,
  });
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    child,
    isAlive() {
      if (child.pid === undefined) return false;
      return isWindows ? !hasEnded() : reaches(-child.pid, 0);
    },
    end(how) {
      if (child.pid === undefined) return;
      if (!isWindows) reaches(-child.pid, how === 'ask' ? 'SIGTERM' : 'SIGKILL');
      // A console program on Windows cannot be asked to end. Closing its input was the request.
      else if (how === 'force' && !hasEnded()) endTree(child.pid);
    },
  };
}
