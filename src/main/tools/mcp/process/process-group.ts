import spawn from 'cross-spawn';
import type { ChildProcess } from 'node:child_process';
import { errorCode } from '../../../disk/file-system.ts';

/** How a program is started. */
export interface ProgramToRun {
  /** The path of the program. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A program, its streams, and everything that it started. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Whether anything of it runs. */
  isAlive(): boolean;
  /** Asks all of it to end, or ends all of it. */
  end(how: 'ask' | 'force'): void;
}

const isWindows = process.platform === 'win32';

function reaches(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // EPERM: it is there and belongs to someone else, such as a program that changed its user.
    return errorCode(error) === 'EPERM';
  }
}

/** Ends a process and its descendants on Windows, which has no groups. */
function endTree(pid: number): void {
  const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {
    stdio: 'ignore',
    windowsHide: true,
  });
  // It may be missing or refuse; whoever waits for the end of the process sees that it still runs.
  killer.on('error', () => undefined);
}

/**
 * Starts a program without a shell, as the leader of a group of its own, so that what it starts can be ended with it.
 * Failures come as the event `error` of the child.
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
      // A console program on Windows cannot be asked; the end of its input was the question.
      else if (how === 'force' && !hasEnded()) endTree(child.pid);
    },
  };
}
