import { execFile, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { childEnvironment, type StartProcess } from './process.ts';

const megabyte = 1024 ** 2;
const run = promisify(execFile);

/** Resident memory of a process in bytes; null if the system does not report it. */
async function residentBytes(pid: number): Promise<number | null> {
  try {
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'latin1');
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kilobytes === undefined ? null : Number(kilobytes) * 1024;
    }
    if (process.platform === 'win32') {
      const { stdout } = await run('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh']);
      const digits = /"([^"]*)"\s*$/.exec(stdout)?.[1]?.replaceAll(/\D/g, '') ?? '';
      return digits === '' ? null : Number(digits) * 1024;
    }
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    const kilobytes = Number(stdout.trim());
    return Number.isNaN(kilobytes) ? null : kilobytes * 1024;
  } catch {
    // It ended in the meantime; its exit event reports that.
    return null;
  }
}

/** Starts plain Node processes, for programs without a window. `entry` is the path of entry.ts. */
export function createNodeProcesses(entry: string): StartProcess {
  return ({ heapBytes }) => {
    const child = fork(entry, [], {
      execArgv: [
        `--max-old-space-size=${Math.ceil(heapBytes / megabyte)}`,
        '--disable-warning=ExperimentalWarning',
      ],
      env: childEnvironment(process.env),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // The deadline of its work keeps the program running, not the process itself.
    child.unref();
    child.channel?.unref();
    let hasEnded = false;
    let onMessage: (message: unknown) => void = () => undefined;
    let onExit: Parameters<ReturnType<StartProcess>['onExit']>[0] = () => undefined;
    const end = (code: number | null, isHeapFull: boolean): void => {
      if (hasEnded) return;
      hasEnded = true;
      onExit({ code, isHeapFull });
    };
    child.on('message', (message) => onMessage(message));
    child.on('error', () => end(null, false));
    child.on('exit', (code, signal) => end(code, signal === 'SIGABRT' || code === 134));
    return {
      // If the process has just ended, its exit event reports that.
      post: (message) => void (child.connected && child.send(message as object, () => undefined)),
      onMessage: (listener) => (onMessage = listener),
      onExit: (listener) => (onExit = listener),
      memoryBytes: async () => (child.pid === undefined ? null : residentBytes(child.pid)),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
