import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRunningList } from './process/running.ts';

/** Where in the folder of the servers the lists of what runs are. */
export function runningFolder(folder: string): string {
  return join(folder, 'running');
}

/**
 * Ends what Parleys that are gone have left running. `folder`: that of the servers. Small enough for
 * every start, whether servers are used or not. Never rejects.
 */
export async function reapLeftovers(
  folder: string,
  report: (error: unknown) => void,
): Promise<number> {
  const running = runningFolder(folder);
  return existsSync(running) ? openRunningList(running, report).reap() : 0;
}
