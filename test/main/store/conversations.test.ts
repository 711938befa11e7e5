import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { ExpectedError } from '../../../src/shared/expected.ts';
import { attackedFiles } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { answer, conversationOf, idOf, question, withTitle } from './samples.ts';
import { fileOf, newRoot, put, quarantined, storeOn } from './support.ts';
import { newsWords } from '../../../src/shared/words/news-words.ts';

const asked = question(11, null, 'What is new?');
const answered = answer(12, asked.id, 'Nothing.', 'complete');
const simple = conversationOf(1, 'Simple', [asked, answered]);

describe('a conversation', () => {
  test('is on the disk once write resolves, and the same after a restart', async () => {
    const root = newRoot();
    const first = await storeOn(root);
    expect(await first.conversations.write(simple)).toBe(true);

    const { conversations } = await storeOn(root);
    const { heads, notices } = await conversations.load();
    expect(notices).toEqual([]);
    expect(heads.map((head) => head.title)).toEqual(['Simple']);
    expect(heads[0]).not.toHaveProperty('messages');
    expect(await conversations.read(simple.id)).toEqual(simple);
  });

  test('is JSON that any program can read, with one message per line', async () => {
    const root = newRoot();
    const { conversations } = await storeOn(root);
    await conversations.write(simple);
    const text = fs.readFileSync(fileOf(root, simple.id), 'utf8');
    expect(JSON.parse(text)).toEqual(simple);
    expect(text.split('\n').filter((line) => line.includes('"parts"'))).toHaveLength(2);
  });

  test('goes to the disk as temporary file, fsync, rename, fsync of the directory', async () => {
    const root = newRoot();
    const files = attackedFiles(() => ({ kind: 'works' }));
    const { conversations } = await storeOn(root, { files });
    await conversations.write(simple);
    files.calls.length = 0;
    await conversations.write(withTitle(simple, 'Second'));
    expect(files.calls.map(({ name }) => name)).toEqual([
      // Another process waits, and a change by it would show.
      'makeLink',
      'facts',
      'open',
      'write',
      'sync',
      'facts',
      'close',
      'rename',
      'syncDirectory',
      'unlink',
    ]);
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([`${simple.id}.json`]);
  });

  test('is written once for many changes made while a write is under way, newest state last', async () => {
    const root = newRoot();
    const files = attackedFiles(() => ({ kind: 'works' }));
    const { conversations } = await storeOn(root, { files });
    const titles = Array.from({ length: 50 }, (_, index) => `Title ${index}`);
    const written = await Promise.all(
      titles.map((title) => conversations.write(withTitle(simple, title))),
    );
    expect(written.every(Boolean)).toBe(true);
    expect(files.calls.filter(({ name }) => name === 'rename')).toHaveLength(2);
    expect(JSON.parse(fs.readFileSync(fileOf(root, simple.id), 'utf8')).title).toBe('Title 49');
  });

  test('keeps fields that this version does not know, at every depth', async () => {
    const root = newRoot();
    const strange = {
      ...simple,
      cabinet: { name: 'Work' },
      messages: {
        [asked.id]: { ...asked, pinned: true, parts: [{ kind: 'text', text: 'Hi', lang: 'en' }] },
        [answered.id]: answered,
      },
    };
    put(fileOf(root, simple.id), JSON.stringify(strange));
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    const read = await conversations.read(simple.id);
    await conversations.write(withTitle(read, 'Renamed'));
    expect(JSON.parse(fs.readFileSync(fileOf(root, simple.id), 'utf8'))).toEqual({
      ...strange,
      title: 'Renamed',
    });
  });

  test('from a newer Parley is shown, and never written', async () => {
    const root = newRoot();
    const text = JSON.stringify({ ...simple, version: 7, novelty: [1, 2] });
    put(fileOf(root, simple.id), text);
    const { conversations } = await storeOn(root);
    const { heads } = await conversations.load();
    expect(heads[0]).toMatchObject({ title: 'Simple', readOnly: 'saved_by_newer' });
    const read = await conversations.read(simple.id);
    expect(read.messages[answered.id]).toEqual(answered);
    await expect(conversations.write(withTitle(read, 'X'))).rejects.toThrow(ExpectedError);
    const { readOnly: _readOnly, ...withoutMark } = read;
    await expect(conversations.write(withoutMark)).rejects.toThrow(ExpectedError);
    conversations.writeStreaming(simple.id, answer(12, asked.id, 'longer text', 'streaming'));
    await conversations.flush();
    expect(fs.readFileSync(fileOf(root, simple.id), 'utf8')).toBe(text);
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([`${simple.id}.json`]);
    expect(quarantined(root)).toEqual([]);
  });

  test('with an id that is no id never becomes a path', async () => {
    const root = newRoot();
    const { conversations } = await storeOn(root);
    for (const id of ['../settings', '', 'C:\\x', `${idOf(1)}/..`]) {
      await expect(conversations.read(id)).rejects.toThrow(ExpectedError);
      await expect(conversations.write({ ...simple, id })).rejects.toThrow(ExpectedError);
      await expect(conversations.remove(id)).rejects.toThrow(ExpectedError);
      await expect(conversations.restore(id)).rejects.toThrow(ExpectedError);
    }
    expect(fs.readdirSync(root)).toEqual([]);
  });

  test('that does not exist is an expected failure', async () => {
    const { conversations } = await storeOn(newRoot());
    await expect(conversations.read(idOf(5))).rejects.toMatchObject({ error: { kind: 'invalid' } });
  });

  test('bigger than what is checked at start shows its head, and is checked when it is opened', async () => {
    const root = newRoot();
    const long = answer(13, answered.id, 'x'.repeat(400_000), 'streaming');
    const big = conversationOf(1, 'Big', [asked, answered, long]);
    await (await storeOn(root)).conversations.write(big);
    const broken = conversationOf(2, 'Broken', [asked, answered, long]);
    await (await storeOn(root)).conversations.write(broken);
    const path = fileOf(root, broken.id);
    const damaged = fs.readFileSync(path, 'utf8').replace('"complete"', '"compl!te"');
    fs.writeFileSync(path, damaged);

    const notices: string[] = [];
    const { conversations } = await storeOn(root, {
      notify: ({ news }) => notices.push(newsWords(news)),
    });
    const { heads } = await conversations.load();
    expect(heads.map(({ title }) => title).sort()).toEqual(['Big', 'Broken']);
    const read = await conversations.read(big.id);
    expect(read.messages[long.id]?.status).toBe('interrupted');
    expect(notices).toEqual([]);
    expect(Object.keys((await conversations.read(broken.id)).messages)).toHaveLength(3);
    expect(notices).toHaveLength(1);
    await conversations.flush();
    expect(quarantined(root).map((file) => fs.readFileSync(file, 'utf8'))).toEqual([damaged]);
  });
});

describe('deleting', () => {
  test('moves the file to the trash, and restoring brings it back, also after a restart', async () => {
    const root = newRoot();
    const first = await storeOn(root);
    await first.conversations.write(simple);
    await first.conversations.remove(simple.id);
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([]);
    expect(await first.conversations.restore(simple.id)).toEqual(simple);
    await first.conversations.remove(simple.id);

    const { conversations } = await storeOn(root);
    expect((await conversations.load()).heads).toEqual([]);
    expect(await conversations.restore(simple.id)).toEqual(simple);
    expect(fs.readdirSync(join(root, 'trash'))).toEqual([]);
    expect(fs.existsSync(fileOf(root, simple.id))).toBe(true);
  });

  test('a conversation that streams leaves no ghost, and its last text comes back with it', async () => {
    const root = newRoot();
    const time = manualTime();
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    const growing = answer(13, asked.id, 'so far', 'streaming');
    const streaming = conversationOf(1, 'Streams', [asked, growing]);
    await conversations.write(streaming);
    conversations.writeStreaming(streaming.id, growing);
    await time.pass(300);
    await conversations.remove(streaming.id);
    const stopped = conversationOf(1, 'Streams', [
      asked,
      answer(13, asked.id, 'so far and more', 'stopped'),
    ]);
    await conversations.write(stopped);
    await time.pass(2000);
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([]);
    const names = fs.readdirSync(join(root, 'trash'));
    expect(names).toHaveLength(1);
    expect(await conversations.restore(streaming.id)).toEqual(stopped);
  });

  test.each(['deleting', 'restoring'])(
    'death between file and journal while %s takes no text from either place',
    async (kind) => {
      const root = newRoot();
      const growing = answer(13, asked.id, '', 'streaming');
      const streaming = conversationOf(1, 'Streams', [asked, growing]);
      const bytes = Buffer.concat(serializeConversation(streaming));
      const journal = `${JSON.stringify({ kind: 'whole', message: answer(13, asked.id, 'So far', 'streaming') })}\n`;
      const inTrash = (extension: string): string =>
        join(root, 'trash', `${simple.id}.${Date.now()}.${extension}`);
      put(kind === 'deleting' ? inTrash('json') : fileOf(root, simple.id), bytes);
      put(kind === 'deleting' ? fileOf(root, simple.id, 'journal') : inTrash('journal'), journal);
      const { conversations } = await storeOn(root);
      const { heads, notices } = await conversations.load();
      expect(notices).toEqual([]);
      expect(heads).toHaveLength(kind === 'deleting' ? 0 : 1);
      const found =
        kind === 'deleting'
          ? await conversations.restore(simple.id)
          : await conversations.read(simple.id);
      expect(found.title).toBe('Streams');
      expect(found.messages[growing.id]).toEqual(answer(13, asked.id, 'So far', 'interrupted'));
      await conversations.flush();
      expect(fs.readdirSync(join(root, 'conversations'))).toEqual([`${simple.id}.json`]);
      expect(fs.readdirSync(join(root, 'trash'))).toEqual([]);
    },
  );

  test('a conversation that could never be saved can be undone too', async () => {
    const root = newRoot();
    const time = manualTime();
    const files = attackedFiles(({ name }) =>
      name === 'write' ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { conversations } = await storeOn(root, { files, clock: time, timers: time });
    expect(await conversations.write(simple)).toBe(false);
    await conversations.remove(simple.id);
    expect(await conversations.read(simple.id)).toEqual(simple);
  });

  test('the trash is emptied of what is older than 30 days', async () => {
    const root = newRoot();
    const time = manualTime();
    const days = 24 * 60 * 60 * 1000;
    const old = join(root, 'trash', `${idOf(1)}.${time.now() - 31 * days}.json`);
    const young = join(root, 'trash', `${idOf(2)}.${time.now() - 29 * days}.json`);
    const foreign = join(root, 'trash', 'notes.txt');
    const draft = join(root, 'drafts', `${idOf(1)}.json`);
    for (const path of [old, young, foreign]) put(path, '{}');
    put(draft, '{"version":1,"text":"of the old one"}');
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    await conversations.load();
    expect([old, young, foreign].map((path) => fs.existsSync(path))).toEqual([false, true, true]);
    expect(fs.existsSync(draft)).toBe(false);
  });
});

test('what a killed process left half written is removed at the next start, other files are not', async () => {
  const root = newRoot();
  const left = join(root, 'conversations', `.${idOf(1)}.json.1-7.tmp`);
  const foreign = join(root, 'conversations', 'holiday.json');
  put(left, '{"ver');
  put(foreign, 'mine');
  const { conversations } = await storeOn(root);
  expect(await conversations.load()).toEqual({ heads: [], notices: [] });
  expect(fs.existsSync(left)).toBe(false);
  expect(fs.readFileSync(foreign, 'utf8')).toBe('mine');
});
