import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRunningList } from './process/running.ts';

/** Returns the folder of the lists of running processes inside the servers' folder. */
export function runningFolder(folder: string): string {
  return join(folder, 'running');
}

/**
 * Ends the processes that dead Parleys left running. `folder` is the servers' folder. Small enough
 * to run at every start, whether servers are used or not. Never rejects.
 */
export async function reapLeftovers(
  folder: string,
  report: (error: unknown) => void,
): Promise<number> {
  const running = runningFolder(folder);
  return existsSync(running) ? openRunningList(running, report).reap() : 0;
}
