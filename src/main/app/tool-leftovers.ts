import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the tool servers in a data folder. */
export function toolServersFolder(root: string): string {
  return join(root, 'tool-servers');
}

/**
 * Ends tool servers that a killed Parley has left running. A Parley that never ran any loads nothing
 * for it. Never rejects.
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
