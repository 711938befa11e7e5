import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import type { Store } from '../../../src/main/store/index.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { ExpectedError } from '../../../src/shared/expected.ts';
import { attackedFiles, type Call, type Fate } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { answer, conversationOf, idOf, question, withTitle } from './samples.ts';
import { fileOf, newRoot, put, quarantined, storeOn } from './support.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

const day = 24 * 60 * 60 * 1000;
const asked = question(11, null, 'What is new?');
const simple = conversationOf(1, 'Simple', [asked, answer(12, asked.id, 'Nothing.', 'complete')]);
const other = conversationOf(2, 'Other', [question(21, null, 'And here?')]);

function trashOf(root: string): readonly string[] {
  const folder = join(root, 'trash');
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
}

function putInTrash(root: string, conversation: Conversation, time: number): string {
  const key = `${conversation.id}.${time}`;
  put(join(root, 'trash', `${key}.json`), Buffer.concat(serializeConversation(conversation)));
  return key;
}

describe('the list', () => {
  test('tells what was deleted, when, and when it will be gone, newest first', async () => {
    const root = newRoot();
    const time = manualTime();
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    expect(await conversations.trashed()).toEqual([]);
    await conversations.write(simple);
    await conversations.write(other);
    await conversations.remove(simple.id);
    await time.pass(1000);
    await conversations.remove(other.id);
    const deletedAt = new Date(time.now()).toISOString();
    const listed = await conversations.trashed();
    expect(listed.map(({ title }) => title)).toEqual(['Other', 'Simple']);
    expect(listed[0]).toEqual({
      key: `${other.id}.${time.now()}`,
      id: other.id,
      title: 'Other',
      deletedAt,
      goneAt: new Date(time.now() + 30 * day).toISOString(),
    });
    // After a restart, too.
    const next = await storeOn(root, { clock: time, timers: time });
    await next.conversations.load();
    expect(await next.conversations.trashed()).toEqual(listed);
  });

  test('a damaged file and one that is too big to read whole are in it; what is none of ours is not', async () => {
    const root = newRoot();
    const time = manualTime();
    const big = conversationOf(3, 'Big', [question(31, null, 'x'.repeat(300_000))]);
    putInTrash(root, big, time.now());
    put(join(root, 'trash', `${idOf(4)}.${time.now() - 1}.json`), 'no JSON at all');
    fs.mkdirSync(join(root, 'trash', `${idOf(5)}.${time.now() - 2}.json`));
    for (const name of ['notes.txt', `${idOf(6)}.json`, `${idOf(6)}.99999999999999999999.json`]) {
      put(join(root, 'trash', name), '{}');
    }
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    const listed = await conversations.trashed();
    expect(listed.map(({ id, title }) => [id, title])).toEqual([
      [big.id, 'Big'],
      [idOf(4), null],
      [idOf(5), null],
    ]);
  });

  test('what has been there for 30 days goes while the program runs; the draft of what is there again stays', async () => {
    const root = newRoot();
    const time = manualTime();
    putInTrash(root, simple, time.now());
    put(fileOf(root, simple.id), Buffer.concat(serializeConversation(simple)));
    const draft = join(root, 'drafts', `${simple.id}.json`);
    put(draft, '{"version":1,"text":"not sent"}');
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    await conversations.load();
    await time.pass(30 * day - 1);
    expect(await conversations.trashed()).toHaveLength(1);
    await time.pass(1);
    expect(await conversations.trashed()).toEqual([]);
    expect(trashOf(root)).toEqual([]);
    expect(fs.existsSync(draft)).toBe(true);
    expect(fs.existsSync(fileOf(root, simple.id))).toBe(true);
  });

  test('a folder that cannot be read is told, with what to do', async () => {
    const files = attackedFiles(({ name, path }) =>
      name === 'list' && path.endsWith('trash')
        ? { kind: 'error', code: 'EACCES' }
        : { kind: 'works' },
    );
    const { conversations } = await storeOn(newRoot(), { files });
    await expect(conversations.trashed()).rejects.toThrow(/trash could not be read.*permissions/i);
  });
});

describe('restoring one', () => {
  test('of two with the same id brings back that one, and leaves the other', async () => {
    const root = newRoot();
    const time = manualTime();
    const older = putInTrash(root, withTitle(simple, 'Older'), time.now() - 2000);
    const newer = putInTrash(root, withTitle(simple, 'Newer'), time.now() - 1000);
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    await conversations.load();
    expect((await conversations.restore(simple.id, older)).title).toBe('Older');
    expect((await conversations.trashed()).map(({ key }) => key)).toEqual([newer]);
    await expect(conversations.restore(simple.id, newer)).rejects.toThrow('is not in the trash');
    await conversations.remove(simple.id);
    expect((await conversations.restore(simple.id, newer)).title).toBe('Newer');
    expect((await conversations.trashed()).map(({ title }) => title)).toEqual(['Older']);
  });

  test('that is not there any more says so and makes nothing', async () => {
    const root = newRoot();
    const { conversations } = await storeOn(root);
    await conversations.load();
    const restoring = conversations.restore(simple.id, `${simple.id}.1`);
    await expect(restoring).rejects.toThrow('no longer in the trash');
    expect(fs.existsSync(fileOf(root, simple.id))).toBe(false);
  });

  test('that is damaged brings back what can be, and the original is kept', async () => {
    const root = newRoot();
    const bytes = Buffer.concat(serializeConversation(simple));
    const broken = bytes.subarray(0, bytes.length - 40);
    const key = `${simple.id}.${Date.now()}`;
    put(join(root, 'trash', `${key}.json`), broken);
    const { conversations } = await storeOn(root);
    await conversations.load();
    const found = await conversations.restore(simple.id, key);
    expect(found.title).toBe('Simple');
    expect(found.messages[asked.id]).toEqual(asked);
    await conversations.flush();
    expect(quarantined(root).map((path) => fs.readFileSync(path))).toEqual([broken]);
  });

  test('into a conversation that is there again gives it only what it lacks', async () => {
    const root = newRoot();
    const extra = question(13, asked.id, 'Only in the trash');
    const key = putInTrash(root, conversationOf(1, 'Old title', [asked, extra]), Date.now() - 1000);
    const { conversations } = await storeOn(root);
    await conversations.write(simple);
    const join = await conversations.joinFromTrash(key);
    const joined = join(simple);
    expect(joined.title).toBe('Simple');
    expect(joined.leafId).toBe(simple.leafId);
    expect(joined.messages).toEqual({ ...simple.messages, [extra.id]: extra });
    await expect(conversations.joinFromTrash(`${simple.id}.1`)).rejects.toThrow(ExpectedError);
    await expect(conversations.joinFromTrash('../../x')).rejects.toThrow(ExpectedError);
  });
});

describe('deleting for good', () => {
  test('takes file and journal, and nothing else', async () => {
    const root = newRoot();
    const time = manualTime();
    const key = putInTrash(root, simple, time.now() - 1000);
    const kept = putInTrash(root, other, time.now() - 1000);
    put(join(root, 'trash', `${key}.journal`), 'a journal');
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    const outside = join(root, 'settings.json');
    put(outside, '{}');
    expect(await conversations.purge([key, '../settings', 'x'.repeat(40)])).toEqual({
      done: 1,
      failed: 2,
      reason: null,
    });
    expect(trashOf(root)).toEqual([`${kept}.json`]);
    expect(fs.existsSync(outside)).toBe(true);
  });

  test('what could not be written before does not come back by a later try', async () => {
    const root = newRoot();
    const time = manualTime();
    const disk = { full: false };
    const files = attackedFiles(({ name }) =>
      disk.full && name === 'write' ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { conversations } = await storeOn(root, { files, clock: time, timers: time });
    await conversations.write(simple);
    disk.full = true;
    expect(await conversations.write(withTitle(simple, 'Unsaved'))).toBe(false);
    await conversations.remove(simple.id);
    const [trashed] = await conversations.trashed();
    expect(await conversations.purge([trashed?.key ?? ''])).toMatchObject({ done: 1 });
    expect(conversations.status()).toEqual({ kind: 'saved' });
    disk.full = false;
    await time.pass(120_000);
    await conversations.flush();
    expect(trashOf(root)).toEqual([]);
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([]);
  });
});

/**
 * Lists, restores one and permanently deletes another. Disk errors are reported, and nothing else
 * throws.
 */
async function liveWithTrash(decide: (call: Call) => Fate) {
  const root = newRoot();
  const time = manualTime();
  const third = conversationOf(3, 'Third', [question(31, null, 'Stay')]);
  const back = putInTrash(root, simple, time.now() - 2000);
  const gone = putInTrash(root, other, time.now() - 1000);
  put(join(root, 'trash', `${gone}.journal`), '');
  put(fileOf(root, third.id), Buffer.concat(serializeConversation(third)));
  let before = Number.POSITIVE_INFINITY;
  const files = attackedFiles((call) =>
    call.number <= before ? { kind: 'works' } : decide({ ...call, number: call.number - before }),
  );
  const store: Store = await storeOn(root, { files, clock: time, timers: time });
  await store.conversations.load();
  before = files.calls.length;
  const told: string[] = [];
  const tell = (error: unknown): void => {
    if (!(error instanceof ExpectedError)) throw error;
    told.push(error.message);
  };
  const { conversations } = store;
  await conversations.trashed().catch(tell);
  await conversations.restore(simple.id, back).catch(tell);
  const report = await conversations.purge([gone]);
  if (report.reason !== null) told.push(sentenceOf(report.reason));
  return { root, time, third, calls: files.calls.slice(before), told, report };
}

const calls = (await liveWithTrash(() => ({ kind: 'works' }))).calls.map((_, index) => index + 1);

describe(`${calls.length} system calls of listing, restoring and deleting for good`, () => {
  test.each(['ENOSPC', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'death', 'death_after'])(
    '%s at each: what was asked for is done or told, and nothing else is touched',
    async (code) => {
      for (const number of calls) {
        const fate: Fate =
          code === 'death' || code === 'death_after' ? { kind: code } : { kind: 'error', code };
        const { root, third, told, report } = await liveWithTrash((call) =>
          call.number === number ? fate : { kind: 'works' },
        );
        try {
          if (report.failed > 0) expect(told).not.toEqual([]);
          const { conversations } = await storeOn(root);
          const { heads, notices } = await conversations.load();
          expect(notices).toEqual([]);
          expect(quarantined(root)).toEqual([]);
          expect(await conversations.read(third.id)).toEqual(third);
          const isBack = heads.some(({ id }) => id === simple.id);
          const listed = await conversations.trashed();
          expect(listed.some(({ id }) => id === simple.id)).toBe(!isBack);
          const found = isBack
            ? await conversations.read(simple.id)
            : await conversations.restore(simple.id);
          expect(found).toEqual(simple);
          const isGone = !listed.some(({ id }) => id === other.id);
          if (report.done === 1) expect(isGone).toBe(true);
          if (!isGone) expect(await conversations.restore(other.id)).toEqual(other);
        } catch (error) {
          throw new Error(`after ${code} at call ${number}`, { cause: error });
        }
      }
      console.log(`trash: ${code} at each of ${calls.length} calls`);
    },
    60_000,
  );
});

test('the oldest of many deleted conversations comes back whole, and a late write wakes none', async () => {
  const root = newRoot();
  const { conversations } = await storeOn(root);
  const many = Array.from({ length: 60 }, (_, index) =>
    conversationOf(100 + index, `Number ${String(index)}`, [question(500 + index, null, 'Yes?')]),
  );
  for (const each of many) {
    await conversations.write(each);
    await conversations.remove(each.id);
  }
  const [first] = many;
  const last = many.at(-1);
  if (first === undefined || last === undefined) throw new Error('There are sixty.');
  // Its writer knows where it is, as that of each of the last fifty does.
  await conversations.write(withTitle(last, 'Too late'));
  expect(fs.existsSync(fileOf(root, last.id))).toBe(false);
  expect(await conversations.restore(first.id)).toEqual(first);
  expect(fs.existsSync(fileOf(root, first.id))).toBe(true);
  expect((await conversations.trashed()).length).toBe(59);
});
