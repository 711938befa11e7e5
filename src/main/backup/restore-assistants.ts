import { isDeepStrictEqual } from 'node:util';
import { expected } from '../../shared/expected.ts';
import {
  maxAssistants,
  type Assistant,
  type Assistants,
} from '../../shared/model/assistants/assistant.ts';
import type { SettingChange } from '../../shared/model/backups.ts';
import { parseJson } from '../disk/json-text.ts';
import { assistantsFormat } from '../store/assistants.ts';
import { isObject } from '../store/fields.ts';
import { readList } from '../store/list-file.ts';
import { shown } from './divide-settings.ts';
import type { RestoreOptions } from './restore-options.ts';

/** Bytes; a few hundred assistants with long instructions fit in. */
const largestAssistants = 64 * 1024 * 1024;

/** The assistants of a backup that are not here, or not like this, and what to ask about them. */
export interface FoundAssistants {
  readonly assistants: Assistants;
  readonly changes: readonly SettingChange[];
}

/** An assistant as the question shows it: everything that decides what is said, and where. */
function text({ id: _id, name, icon, instructions, ...rest }: Assistant): string {
  const { starters, ...more } = rest;
  const further = [
    ...(Object.keys(more).length === 0 ? [] : [JSON.stringify(more)]),
    ...starters,
  ].join('\n');
  return shown([`${icon} ${name}`.trim(), instructions, further].filter(Boolean).join('\n'));
}

/**
 * Reads the assistants of a backup. None is taken over before the person has agreed, because a
 * backup may be a stranger's. `merge` looks only for those that are not here. Throws an
 * ExpectedError for a file that is too long.
 */
export async function findAssistants(
  { backup, mode, target, signal }: RestoreOptions,
  name: string,
): Promise<FoundAssistants> {
  const file = backup.manifest.files.find((each) => each.name === name);
  if (file === undefined || file.size > largestAssistants) {
    throw expected('assistants_too_long', {});
  }
  const parsed = parseJson(await backup.read(name, signal));
  if (parsed.kind !== 'value' || !isObject(parsed.value)) return { assistants: [], changes: [] };
  const here = new Map(target.assistants.read().map((each) => [each.id, each]));
  const assistants = readList(assistantsFormat, parsed.value).entries.filter((each) => {
    const own = here.get(each.id);
    return own === undefined || (mode === 'replace' && !isDeepStrictEqual(own, each));
  });
  const changes = assistants.map((each): SettingChange => {
    const own = here.get(each.id);
    return {
      kind: 'assistant',
      before: own === undefined ? null : text(own),
      after: text(each),
    };
  });
  return { assistants, changes };
}

/** Adds these assistants; one that is here is replaced in its place. */
export function withRestored(before: Assistants, restored: Assistants): Assistants {
  const found = new Map(restored.map((each) => [each.id, each]));
  const known = new Set(before.map(({ id }) => id));
  return [
    ...before.map((each) => found.get(each.id) ?? each),
    ...restored.filter(({ id }) => !known.has(id)),
  ].slice(0, Math.max(before.length, maxAssistants));
}
