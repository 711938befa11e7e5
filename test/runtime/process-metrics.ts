import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Watched {
  readonly serviceName: string;
  readonly creationTime: number;
}

/** Running utility processes, by pid. */
const utilities = new Map<number, Watched>();

/** Adds a utility process to the metrics; returns a function that removes it. */
export function watchProcess(pid: number, serviceName: string): () => void {
  utilities.set(pid, { serviceName, creationTime: Date.now() });
  return () => utilities.delete(pid);
}

/** Identified processes of windows, by pid. */
const renderers = new Map<number, number>();

/** Adds the process of a window to the metrics; returns a function that removes it. */
export function watchRenderer(pid: number): () => void {
  renderers.set(pid, Date.now());
  return () => renderers.delete(pid);
}

interface Memory {
  /** In kilobytes, as in Electron. */
  readonly workingSetSize: number;
  readonly peakWorkingSetSize: number;
}

function memoryOf(pid: number): Memory | null {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1');
      const read = (name: string): number =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
      return { workingSetSize: read('VmRSS'), peakWorkingSetSize: read('VmHWM') };
    }
    const size = Number(
      execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])
        .toString()
        .trim(),
    );
    return { workingSetSize: size, peakWorkingSetSize: size };
  } catch {
    // It has just ended.
    return null;
  }
}

function metric(pid: number, type: string, creationTime: number, extra: object): object[] {
  const memory = memoryOf(pid);
  if (memory === null) return [];
  const cpu = { percentCPUUsage: 0, idleWakeupsPerSecond: 0 };
  return [{ pid, type, creationTime, cpu, memory, ...extra }];
}

/**
 * The result of `app.getAppMetrics`: main, its utility processes, and the processes of windows that
 * were requested.
 */
export function appMetrics(): object[] {
  const started = Math.round(Date.now() - process.uptime() * 1000);
  return [
    ...metric(process.pid, 'Browser', started, {}),
    ...[...utilities].flatMap(([pid, { serviceName, creationTime }]) =>
      metric(pid, 'Utility', creationTime, {
        name: serviceName,
        serviceName: 'node.mojom.NodeService',
      }),
    ),
    ...[...renderers].flatMap(([pid, since]) => metric(pid, 'Tab', since, {})),
  ];
}
