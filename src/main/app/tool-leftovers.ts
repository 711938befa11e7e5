import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the tool servers' folder inside a data folder. */
export function toolServersFolder(root: string): string {
  return join(root, 'tool-servers');
}

/**
 * Ends tool servers that a killed Parley left running. Loads no code if Parley has never run any.
 * Never rejects.
 */
export async function endToolLeftovers(
  root: string,
  report: (error: unknown) => void,
): Promise<void> {
  const folder = toolServersFolder(root);
  try {
    await access(folder);
  } catch {
    return;
  }
  try {
    const { reapLeftovers } = await import('../tools/mcp/reap.ts');
    await reapLeftovers(folder, report);
  } catch (error) {
    report(error);
  }
}
