import { conversationVersion } from '../../shared/model/conversation.ts';
import { isObject } from './fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * How a file of one version becomes one of the next: pure functions by the version they begin with.
 * A released one is never changed; `test/main/store/fixtures` holds a file of every released version.
 */
export type Migrations = Readonly<Record<number, (value: Fields) => Fields>>;

/** None yet: version 1 is the first. */
export const conversationMigrations: Migrations = {};

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
