import { app, utilityProcess } from 'electron';
import { childEnvironment, type ProcessEnd, type StartProcess } from '../confined/process.ts';

const megabyte = 1024 ** 2;

/** Ends the process for certain: Electron's own `kill` asks on POSIX, and a busy process may not hear it. */
function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Starts Electron's utility processes on the built entry.ts. */
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
      // Before it has come up there is nothing to end yet.
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
