import { conversationVersion } from '../../shared/model/conversation.ts';
import { isObject } from './fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * How a file of one version becomes one of the next: pure functions by the version they begin with.
 * A released one is never changed; `test/main/store/fixtures` holds a file of every released version.
 */
export type Migrations = Readonly<Record<number, (value: Fields) => Fields>>;

/**
 * Parts as version 2 has them: a call of a tool has a state, and a result has content of several kinds
 * and tells a failure. Parts that have this already stay as they are, so that it does for journals too,
 * which tell no version. Version 1 ran no tools: a call without a result will not be run any more.
 */
export function partsOfVersion2(parts: unknown): unknown {
  if (!Array.isArray(parts)) return parts;
  const all: readonly unknown[] = parts;
  const answered = new Set(
    all.flatMap((part) =>
      isObject(part) && part['kind'] === 'tool_result' ? [part['callId']] : [],
    ),
  );
  return all.map((part) => {
    if (!isObject(part)) return part;
    if (part['kind'] === 'tool_call' && part['state'] === undefined) {
      return { ...part, state: answered.has(part['callId']) ? 'done' : 'interrupted' };
    }
    if (part['kind'] === 'tool_result' && part['content'] === undefined) {
      const { text, ...rest } = part;
      const content = typeof text === 'string' && text !== '' ? [{ kind: 'text', text }] : [];
      return { ...rest, content, isError: false };
    }
    return part;
  });
}

/** A message with {@link partsOfVersion2}; what is no message stays as it is. */
export function messageOfVersion2(message: unknown): unknown {
  return isObject(message) ? { ...message, parts: partsOfVersion2(message['parts']) } : message;
}

function toVersion2({ messages, ...head }: Fields): Fields {
  if (!isObject(messages)) return { ...head, messages };
  const migrated = Object.entries(messages).map(([id, each]) => [id, messageOfVersion2(each)]);
  return { ...head, messages: Object.fromEntries(migrated) as Fields };
}

/** See docs/storage.md for what each version has. Version 3 only has kinds of parts that version 2 does not know. */
export const conversationMigrations: Migrations = { 1: toVersion2, 2: (value) => value };

/** What became of an older file. `failed`: a step threw, and nothing of the others counts either. */
export type Migrated =
  | { readonly kind: 'current' }
  | { readonly kind: 'migrated'; readonly value: Fields; readonly from: number }
  | { readonly kind: 'failed'; readonly from: number; readonly error: unknown };

/** Brings the value of a conversation's file to this version, all the way or not at all. Never throws. */
export function migrate(value: unknown, migrations: Migrations): Migrated {
  if (!isObject(value) || !Number.isInteger(value['version'])) return { kind: 'current' };
  const from = Number(value['version']);
  if (from >= conversationVersion) return { kind: 'current' };
  let migrated: Fields = structuredClone(value);
  for (let version = from; version < conversationVersion; version += 1) {
    const step = migrations[version];
    // No Parley ever wrote this version: it is damage, and salvaged as such.
    if (step === undefined) return { kind: 'current' };
    try {
      migrated = { ...step(migrated), version: version + 1 };
    } catch (error) {
      return { kind: 'failed', from, error };
    }
  }
  return { kind: 'migrated', value: migrated, from };
}
