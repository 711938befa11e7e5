import { conversationVersion } from '../../shared/model/conversation.ts';
import { isObject } from './fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Pure functions that upgrade a file to the next version, by the version they start from. They share
 * with their result whatever stays as it is, because old files are upgraded by the thousand when
 * the search index is built anew. A released one is never changed; `test/main/store/fixtures` has a
 * file of every released version.
 */
export type Migrations = Readonly<Record<number, (value: Fields) => Fields>>;

function isPartOfVersion1(part: unknown): boolean {
  if (!isObject(part)) return false;
  return (
    (part['kind'] === 'tool_call' && part['state'] === undefined) ||
    (part['kind'] === 'tool_result' && part['content'] === undefined)
  );
}

/**
 * Upgrades parts to version 2, in which a tool call has a state, and a result has content of
 * several kinds and reports failure. Parts already in this form stay unchanged, so that this also
 * works for journals, which have no version. Version 1 ran no tools: a call without a result will
 * never run.
 */
export function partsOfVersion2(parts: unknown): unknown {
  if (!Array.isArray(parts)) return parts;
  const all: readonly unknown[] = parts;
  if (!all.some(isPartOfVersion1)) return parts;
  const answered = new Set(
    all.flatMap((part) =>
      isObject(part) && part['kind'] === 'tool_result' ? [part['callId']] : [],
    ),
  );
  return all.map((part) => {
    if (!isObject(part) || !isPartOfVersion1(part)) return part;
    if (part['kind'] === 'tool_call') {
      return { ...part, state: answered.has(part['callId']) ? 'done' : 'interrupted' };
    }
    const { text, ...rest } = part;
    const content = typeof text === 'string' && text !== '' ? [{ kind: 'text', text }] : [];
    return { ...rest, content, isError: false };
  });
}

/** Applies {@link partsOfVersion2} to a message; anything else is returned unchanged. */
export function messageOfVersion2(message: unknown): unknown {
  if (!isObject(message)) return message;
  const parts = partsOfVersion2(message['parts']);
  return parts === message['parts'] ? message : { ...message, parts };
}

function toVersion2(value: Fields): Fields {
  const { messages } = value;
  if (!isObject(messages)) return value;
  const upgraded = Object.entries(messages).flatMap(([id, before]): [string, unknown][] => {
    const after = messageOfVersion2(before);
    return after === before ? [] : [[id, after]];
  });
  if (upgraded.length === 0) return value;
  return { ...value, messages: { ...messages, ...Object.fromEntries(upgraded) } };
}

/** docs/storage.md describes each version. Version 3 only adds kinds of parts. */
export const conversationMigrations: Migrations = { 1: toVersion2, 2: (value) => value };

/**
 * The result of upgrading an older file. `failed`: a step threw, and the other steps are discarded.
 */
export type Migrated =
  | { readonly kind: 'current' }
  | { readonly kind: 'migrated'; readonly value: Fields; readonly from: number }
  | { readonly kind: 'failed'; readonly from: number; readonly error: unknown };

/**
 * Upgrades the value of a conversation's file to this version, completely or not at all; the value
 * itself stays as it is. Never throws.
 */
export function migrate(value: unknown, migrations: Migrations): Migrated {
  if (!isObject(value) || !Number.isInteger(value['version'])) return { kind: 'current' };
  const from = Number(value['version']);
  if (from >= conversationVersion) return { kind: 'current' };
  let migrated: Fields = value;
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
