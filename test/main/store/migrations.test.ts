import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import {
  conversationMigrations,
  migrate,
  type Migrations,
} from '../../../src/main/store/migrations.ts';
import { attackedFiles, type Fate } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { fileOf, newRoot, put, quarantined, storeOn } from './support.ts';
import { conversation, first, fixture, id, keptOld, withCodes } from './versions.ts';

const inFile = withCodes(conversation, 'file');

/** A hypothetical version 0: another title field, messages in a list. */
const older = JSON.stringify({
  ...first,
  version: 0,
  title: undefined,
  name: first.title,
  messages: Object.values<Message>(first.messages),
});

const migrations: Migrations = {
  ...conversationMigrations,
  0: ({ name, messages, ...rest }: Readonly<Record<string, unknown>>) => ({
    ...rest,
    title: name,
    messages: Object.fromEntries((messages as Message[]).map((message) => [message.id, message])),
  }),
};

/** A parsed value in which nothing can be changed. */
function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

describe('an older version', () => {
  test('is brought up to date at start, with the original kept, and without a fuss', async () => {
    const root = newRoot();
    put(fileOf(root, id), older);
    const { conversations } = await storeOn(root, { migrations });
    expect((await conversations.load()).notices).toEqual([]);
    await conversations.flush();
    expect(JSON.parse(fs.readFileSync(fileOf(root, id), 'utf8'))).toEqual(inFile);
    expect(keptOld(root)).toEqual([older]);
    expect(quarantined(root)).toEqual([]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('a bug');
      },
    ],
    ['makes something invalid of it', () => ({ title: 7 })],
  ])('whose migration %s stays as it is, and can be read', async (_name, broken) => {
    const root = newRoot();
    put(fileOf(root, id), older);
    const { conversations } = await storeOn(root, {
      migrations: { ...conversationMigrations, 0: broken },
    });
    const { heads } = await conversations.load();
    expect(heads).toMatchObject([{ id, readOnly: 'saved_by_older' }]);
    expect(Object.keys((await conversations.read(id)).messages)).toHaveLength(5);
    await expect(conversations.write(await conversations.read(id))).rejects.toThrow('older');
    await conversations.flush();
    expect(fs.readFileSync(fileOf(root, id), 'utf8')).toBe(older);
  });

  test.each([1, 2])(
    'of the released version %d is left as it is, and shared where it can be',
    (from) => {
      const value = frozen(JSON.parse(fixture(`conversation-v${from}.json`))) as Conversation;
      const migrated = migrate(value, conversationMigrations);
      expect(migrated).toMatchObject({ kind: 'migrated', from, value: { version: 3 } });
      if (migrated.kind !== 'migrated') return;
      const messages = migrated.value['messages'] as Conversation['messages'];
      const copied = Object.keys(messages).filter((key) => messages[key] !== value.messages[key]);
      // Only the answer with a call of version 1 has to be written in another way.
      expect(copied).toEqual(from === 1 ? ['01930d2e-7a00-7000-8000-000000000003'] : []);
    },
  );
});

async function run(decide: (number: number) => Fate) {
  const root = newRoot();
  put(fileOf(root, id), older);
  const time = manualTime();
  const files = attackedFiles(({ number }) => decide(number));
  const store = await storeOn(root, { files, migrations, clock: time, timers: time });
  let told = 0;
  try {
    told += (await store.conversations.load()).notices.length;
    await time.pass(10);
    told += store.conversations.status().kind === 'unsaved' ? 1 : 0;
  } catch {
    told += 1;
  }
  return { root, files, store, time, told };
}

const calls = (await run(() => ({ kind: 'works' }))).files.calls.length;

describe(`${calls} system calls of a start that migrates`, () => {
  test.each(['death', 'death_half_way', 'death_after', 'ENOSPC', 'EACCES', 'EIO', 'short'])(
    '%s at each: the old or the new file is there, and the next start has all of it',
    async (kind) => {
      for (let number = 1; number <= calls; number += 1) {
        const fate = (): Fate => {
          if (kind === 'short') return { kind };
          return kind.startsWith('death') ? ({ kind } as Fate) : { kind: 'error', code: kind };
        };
        const attacked = await run((at) => (at === number ? fate() : { kind: 'works' }));
        const found = fs.readFileSync(fileOf(attacked.root, id), 'utf8');
        const isNew = found !== older;
        if (isNew) expect(JSON.parse(found)).toEqual(inFile);
        if (isNew) expect(keptOld(attacked.root)).toEqual([older]);
        const next = await storeOn(attacked.root, { migrations });
        expect((await next.conversations.load()).notices, `${kind} at ${number}`).toEqual([]);
        expect(await next.conversations.read(id)).toEqual(withCodes(conversation, 'memory'));
        await next.conversations.flush();
        expect(JSON.parse(fs.readFileSync(fileOf(attacked.root, id), 'utf8'))).toEqual(inFile);
        expect(keptOld(attacked.root)).toEqual([older]);
      }
      console.log(`migrate: ${kind} at each of ${calls} calls`);
    },
    60_000,
  );
});
