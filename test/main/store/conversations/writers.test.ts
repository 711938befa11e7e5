import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createConversationService } from '../../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../../src/main/conversations/id.ts';
import type { Id } from '../../../../src/shared/model/conversation.ts';
import { beginStore } from '../../../../src/main/store/begin.ts';
import { createConversationReader } from '../../../../src/main/store/conversations/reading/conversation-reader.ts';
import { trashPlace } from '../../../../src/main/store/conversations/trash.ts';
import { createFileUpdates } from '../../../../src/main/store/conversations/update-files.ts';
import { createWriters } from '../../../../src/main/store/conversations/writers.ts';
import { conversationMigrations } from '../../../../src/main/store/migrations.ts';
import { createQuarantine } from '../../../../src/main/store/quarantine.ts';
import { answer, conversationOf, idOf, question } from '../samples.ts';
import { fileOf, newRoot, put, storeOn } from '../support.ts';

type Old = Readonly<Record<string, unknown>>;

async function rig() {
  const root = newRoot();
  const { parts } = await beginStore({ root });
  const all = {
    ...parts,
    oldVersions: createQuarantine(parts.files, join(root, 'before-update'), parts.now),
    migrations: {
      ...conversationMigrations,
      0: ({ name, ...rest }: Old) => ({ ...rest, title: name }),
    },
    reader: createConversationReader(null, () => undefined),
  };
  const writers = createWriters(all, join(root, 'conversations'), () => undefined);
  return { root, writers, parts: all };
}

const talk = (n: number) => conversationOf(n, 'Talk', [question(10_000 + n, null, 'Hello')]);

test('of conversations that were deleted, fifty writers stay, and all that are in use', async () => {
  const { root, writers } = await rig();
  for (let n = 0; n < 120; n += 1) {
    const file = writers.fileOf(idOf(n));
    await file.write(talk(n));
    if (n < 10) continue;
    expect(await file.moveTo(trashPlace(join(root, 'trash'), file.id, n))).toBe(true);
    writers.noteDeleted(file.id);
  }
  expect(writers.opened.size).toBe(10 + 50);
  expect([...writers.opened.keys()]).toEqual(expect.arrayContaining([idOf(0), idOf(70)]));
  expect(writers.opened.has(idOf(69))).toBe(false);
});

test('of conversations that left memory, only writers with something to do stay', async () => {
  const { writers } = await rig();
  writers.fileOf(idOf(0)).journal.update(answer(20_000, null, 'So far', 'streaming'));
  for (let n = 1; n < 100; n += 1) await writers.fileOf(idOf(n)).write(talk(n));
  const writing = writers.fileOf(idOf(100)).write(talk(100));
  for (let n = 0; n <= 100; n += 1) writers.noteLeft(idOf(n));
  // Read again at once.
  const again = writers.fileOf(idOf(1));
  await setImmediate();
  expect([...writers.opened.keys()]).toEqual([idOf(0), idOf(1), idOf(100)]);
  expect(writers.fileOf(idOf(1))).toBe(again);
  expect(await writing).toBe(true);
  writers.noteLeft(idOf(1));
  await setImmediate();
  expect([...writers.opened.keys()]).toEqual([idOf(0)]);
});

test('of files that were upgraded, only the writers stay that somebody uses', async () => {
  const { root, writers, parts } = await rig();
  const ids = Array.from({ length: 20 }, (_, n) => idOf(n));
  for (const [n, id] of ids.entries()) {
    const { title: name, ...rest } = talk(n);
    put(fileOf(root, id), JSON.stringify({ ...rest, name, version: 0 }));
  }
  const upgraded: string[] = [];
  await new Promise<void>((resolve) => {
    createFileUpdates(parts, writers).begin(ids, ({ id, title }) => {
      upgraded.push(`${id} ${title}`);
      // Somebody opens the fourth one in the moment after its upgrade.
      if (id === idOf(3)) writers.fileOf(id);
      if (upgraded.length === ids.length) resolve();
    });
  });
  await setImmediate();
  expect(upgraded).toEqual(ids.map((id) => `${id} Talk`));
  expect([...writers.opened.keys()].filter((id) => id !== ids.at(-1))).toEqual([idOf(3)]);
});

test('a conversation that left memory is written like any other', async () => {
  const root = newRoot();
  const store = await storeOn(root);
  const heard: Id[] = [];
  store.conversations.onChangedElsewhere(({ id }) => heard.push(id));
  const clock = { now: () => 0 };
  const service = createConversationService(store.conversations, clock, newId, () => undefined);
  for (let n = 0; n < 30; n += 1) await service.add(talk(n));
  const releases = Array.from({ length: 9 }, (_, n) => service.hold(idOf(n)));
  for (const title of ['Once', 'Twice']) {
    for (let n = 0; n < 30; n += 1) {
      const { written } = await service.change(idOf(n), (before) => ({ ...before, title }));
      expect(await written).toBe(true);
      await setImmediate();
    }
  }
  for (const release of releases) release();
  expect(heard).toEqual([]);
  for (let n = 0; n < 30; n += 1) {
    expect(JSON.parse(readFileSync(fileOf(root, idOf(n)), 'utf8'))).toMatchObject({
      title: 'Twice',
    });
  }
});
