import { expected } from '../../shared/expected.ts';
import { maxPrompts } from '../../shared/model/prompts/prompt.ts';
import { parseJson } from '../disk/json-text.ts';
import { isObject } from '../store/fields.ts';
import { readList } from '../store/list-file.ts';
import { promptsFormat } from '../store/prompts.ts';
import type { RestoreOptions } from './restore-options.ts';

/** Bytes; more than all prompts together may have. */
const largestPrompts = 64 * 1024 * 1024;

/**
 * Brings in the prompts of a backup. They need no consent: each is put into the message box, where
 * the person reads it before it is sent. `merge` adds only those that are not here. Throws an
 * ExpectedError for a file that is too long.
 */
export async function restorePrompts(
  { backup, mode, target, signal }: RestoreOptions,
  name: string,
): Promise<void> {
  const file = backup.manifest.files.find((each) => each.name === name);
  if (file === undefined || file.size > largestPrompts) throw expected('prompts_too_long', {});
  const parsed = parseJson(await backup.read(name, signal));
  if (parsed.kind !== 'value' || !isObject(parsed.value)) return;
  const { entries } = readList(promptsFormat, parsed.value);
  if (entries.length === 0) return;
  const found = new Map(entries.map((prompt) => [prompt.id, prompt]));
  await target.prompts.update((before) => {
    const known = new Set(before.map(({ id }) => id));
    const kept = mode === 'replace' ? before.map((each) => found.get(each.id) ?? each) : before;
    return [...kept, ...entries.filter(({ id }) => !known.has(id))].slice(
      0,
      Math.max(before.length, maxPrompts),
    );
  });
}
