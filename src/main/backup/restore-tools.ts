import { expected } from '../../shared/expected.ts';
import { parseJson } from '../disk/json-text.ts';
import { isObject } from '../store/fields.ts';
import { readTools } from '../store/tools.ts';
import type { RestoreOptions } from './restore-options.ts';

/** Bytes; thousands of servers and permissions fit in. */
const largestTools = 16 * 1024 * 1024;

/**
 * Brings in the tool servers that are not here. A backup may be a stranger's: each comes switched off, none
 * that is here is changed, and nothing of what the backup allows, searches or reads counts. Throws an
 * ExpectedError for a file that is too long.
 */
export async function restoreTools(
  { backup, target, signal }: RestoreOptions,
  name: string,
): Promise<void> {
  const file = backup.manifest.files.find((each) => each.name === name);
  if (file === undefined || file.size > largestTools) throw expected('tools_too_long', {});
  const parsed = parseJson(await backup.read(name, signal));
  if (parsed.kind !== 'value' || !isObject(parsed.value)) return;
  const found = readTools(parsed.value).kept.servers;
  await target.tools.update((before) => {
    const known = new Set(before.servers.map(({ id }) => id));
    const added = found.filter(({ id }) => !known.has(id));
    const rights = { isEnabled: false, allowsSampling: false, folders: [] };
    const off = added.map((server) => ({ ...server, ...rights }));
    return { ...before, servers: [...before.servers, ...off] };
  });
}
