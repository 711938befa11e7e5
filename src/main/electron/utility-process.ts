import { app, utilityProcess } from 'electron';
import { childEnvironment, type ProcessEnd, type StartProcess } from '../confined/process.ts';

const megabyte = 1024 ** 2;

/**
 * Kills the process for certain: on POSIX Electron's own `kill` only asks, and a busy process may
 * not react.
 */
function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

/** Starts Electron utility processes from the built entry.ts. */
export function createUtilityProcesses(entry: string): StartProcess {
  return ({ heapBytes }) => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Parley reader',
      execArgv: [`--max-old-space-size=${Math.ceil(heapBytes / megabyte)}`],
      env: childEnvironment(process.env),
      stdio: 'ignore',
    });
    let isHeapFull = false;
    let isUnwanted = false;
    let onMessage: (message: unknown) => void = () => undefined;
    let onExit: (end: ProcessEnd) => void = () => undefined;
    const kill = (): void => {
      isUnwanted = true;
      const { pid } = child;
      // Until the process has started, there is nothing to kill.
      if (pid === undefined) return;
      killAtOnce(pid);
      child.kill();
    };
    child.on('spawn', () => {
      if (isUnwanted) kill();
    });
    child.on('message', (message) => onMessage(message));
    child.on('error', () => (isHeapFull = true));
    child.on('exit', (code) => onExit({ code, isHeapFull }));
    return {
      post: (message) => child.postMessage(message, []),
      onMessage: (listener) => (onMessage = listener),
      onExit: (listener) => (onExit = listener),
      memoryBytes: async () => {
        const metric = app.getAppMetrics().find(({ pid }) => pid === child.pid);
        return metric === undefined ? null : metric.memory.workingSetSize * 1024;
      },
      kill,
    };
  };
}
