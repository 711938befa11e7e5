import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { takeBranch } from '../../../src/shared/model/tree/branches.ts';
import { manualTime } from './manual-time.ts';
import { answer, conversationOf, idOf, question, withTitle } from './samples.ts';
import { fileOf, newRoot, put, storeOn } from './support.ts';
import type { Notice } from '../../../src/shared/contract/index.ts';
import { newsWords } from '../../../src/shared/words/news-words.ts';

const asked = question(11, null, 'Who else is here?');
const simple = conversationOf(1, 'Shared', [asked]);

function withAnswer(conversation: Conversation, n: number, text: string): Conversation {
  const message = answer(n, asked.id, text, 'complete');
  const messages = { ...conversation.messages, [message.id]: message };
  return { ...conversation, leafId: message.id, messages };
}

/** Two stores that have both read the conversation. */
async function twoStores() {
  const root = newRoot();
  const told: string[] = [];
  const notify = ({ news }: Notice): void => void told.push(newsWords(news));
  const one = await storeOn(root, { notify });
  await one.conversations.write(simple);
  const two = await storeOn(root, { notify });
  await two.conversations.load();
  await two.conversations.read(simple.id);
  return { root, told, one: one.conversations, two: two.conversations, stores: [one, two] };
}

function onDisk(root: string): Conversation {
  return JSON.parse(fs.readFileSync(fileOf(root, simple.id), 'utf8')) as Conversation;
}

describe('two that write the same conversation', () => {
  test('keep the messages of both, say so, and go on to keep them', async () => {
    const { root, told, one, two } = await twoStores();
    const heard: Conversation[] = [];
    two.onChangedElsewhere((saved) => heard.push(saved));
    await one.write(withAnswer(simple, 12, 'from one'));
    const ofTwo = withAnswer(simple, 13, 'from two');
    await two.write(ofTwo);
    expect(Object.keys(onDisk(root).messages)).toHaveLength(3);
    expect(told).toEqual([expect.stringContaining('“Shared”: Another Parley changed it')]);
    expect(heard.map(({ messages }) => Object.keys(messages).length)).toEqual([3]);
    // The caller may write again without ever having merged the other's message.
    await two.write(withAnswer(ofTwo, 14, 'again from two'));
    expect(Object.keys(onDisk(root).messages)).toHaveLength(4);
    expect(told).toHaveLength(1);
  });

  test('lose a branch that one has deleted, and get it back when that is undone', async () => {
    const { root, told, one, two } = await twoStores();
    const heard: Conversation[] = [];
    two.onChangedElsewhere((saved) => heard.push(saved));
    const full = withAnswer(simple, 12, 'from one');
    await one.write(full);
    await two.write(withTitle(full, 'Known to two'));
    const made = takeBranch(full, idOf(12));
    if (made === null) throw new Error('It was there');
    await one.write(made.conversation);
    expect(Object.keys(onDisk(root).messages)).toEqual([asked.id]);
    await two.write(withTitle(full, 'Two has not heard of it'));
    expect(Object.keys(onDisk(root).messages)).toEqual([asked.id]);
    expect(told.at(-1)).toContain('Another Parley changed it');
    expect(Object.keys(heard.at(-1)?.messages ?? {})).toEqual([asked.id]);
    // An answer that two is waiting for is not lost to a deletion.
    const asking = question(13, idOf(12), 'Going on');
    const growing = { ...answer(14, asking.id, 'Gro', 'streaming'), providerId: 'p' };
    const messages = { ...full.messages, [asking.id]: asking, [growing.id]: growing };
    await two.write({ ...full, leafId: growing.id, messages });
    const saved = onDisk(root);
    expect(saved.messages).toHaveProperty(growing.id);
    expect(saved.deletedBranches).toBeUndefined();
  });

  test('keep of the head what each has changed', async () => {
    const { root, one, two } = await twoStores();
    await one.write({ ...simple, systemPrompt: 'Be brief' });
    await two.write(withTitle(simple, 'Renamed by two'));
    expect(onDisk(root)).toMatchObject({ title: 'Renamed by two', systemPrompt: 'Be brief' });
    await one.write({ ...simple, systemPrompt: 'Be brief', model: 'other' });
    expect(onDisk(root)).toMatchObject({
      title: 'Renamed by two',
      systemPrompt: 'Be brief',
      model: 'other',
    });
  });

  test('of what one has queued, nothing is lost to a second write of the other', async () => {
    const { root, told, one, two } = await twoStores();
    const queue = [{ id: idOf(20), text: 'Next, please', attachments: [] }];
    let held = withTitle(simple, 'Renamed by two');
    two.onChangedElsewhere((_saved, join) => {
      held = join(held);
    });
    await one.write({ ...simple, queue });
    await two.write(held);
    held = { ...held, model: 'other' };
    await two.write(held);
    expect(onDisk(root)).toMatchObject({ title: 'Renamed by two', model: 'other', queue });
    // The view is the same but for it, so nobody is interrupted.
    expect(told).toEqual([]);
    // Taken out by the one who knows of it, it does not come back.
    const { queue: _queue, ...empty } = held;
    await two.write(empty);
    expect(onDisk(root)).not.toHaveProperty('queue');
  });

  test('of an answer that one shows as cut off, the end that the other has seen stays', async () => {
    const { root, one, two } = await twoStores();
    const growing = answer(12, asked.id, 'Half an', 'streaming');
    const streaming = conversationOf(1, 'Shared', [asked, growing]);
    await one.write(streaming);
    await two.write(
      conversationOf(1, 'Shared', [asked, answer(12, asked.id, 'Half an', 'interrupted')]),
    );
    await one.write(
      conversationOf(1, 'Shared', [asked, answer(12, asked.id, 'Half an answer.', 'complete')]),
    );
    await two.write(
      withTitle(
        conversationOf(1, 'Shared', [asked, answer(12, asked.id, 'Half an', 'interrupted')]),
        'Late',
      ),
    );
    expect(onDisk(root).messages[idOf(12)]).toMatchObject({
      status: 'complete',
      parts: [{ kind: 'text', text: 'Half an answer.' }],
    });
  });

  test('the start of one does not make the other lose what streams after it', async () => {
    const root = newRoot();
    const time = manualTime();
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    const streaming = (text: string): Conversation =>
      conversationOf(1, 'Shared', [asked, answer(12, asked.id, text, 'streaming')]);
    const tell = async (text: string): Promise<void> => {
      conversations.writeStreaming(simple.id, answer(12, asked.id, text, 'streaming'));
      await time.pass(1500);
    };
    await conversations.write(streaming(''));
    await tell('Once');
    const second = await storeOn(root);
    await second.conversations.load();
    await second.conversations.flush();
    expect(fs.existsSync(fileOf(root, simple.id, 'journal'))).toBe(false);
    await tell('Once upon');
    await tell('Once upon a time');
    // Both die here.
    const third = await storeOn(root);
    await third.conversations.load();
    expect((await third.conversations.read(simple.id)).messages[idOf(12)]).toMatchObject({
      status: 'interrupted',
      parts: [{ kind: 'text', text: 'Once upon a time' }],
    });
  });

  test('a file that another program damaged is set aside before it is written again', async () => {
    const { root, one } = await twoStores();
    put(fileOf(root, simple.id), '{"torn":');
    await one.write(withAnswer(simple, 12, 'still here'));
    expect(Object.keys(onDisk(root).messages)).toHaveLength(2);
    const kept = fs.readdirSync(join(root, 'quarantine')).filter((name) => name.endsWith('.json'));
    expect(kept.map((name) => fs.readFileSync(join(root, 'quarantine', name), 'utf8'))).toEqual([
      '{"torn":',
    ]);
  });

  test('a conversation that one deleted and the other went on with is there again', async () => {
    const { root, one, two } = await twoStores();
    await one.remove(simple.id);
    await two.write(withAnswer(simple, 12, 'going on'));
    expect(Object.keys(onDisk(root).messages)).toHaveLength(2);
    expect(fs.readdirSync(join(root, 'trash'))).toHaveLength(1);
  });

  test('settings: what each changed is kept, also when both go on', async () => {
    const { root, stores } = await twoStores();
    const [one, two] = stores;
    one?.settings.update((before) => ({ ...before, theme: 'dark' }));
    await one?.conversations.flush();
    two?.settings.update((before) => ({ ...before, systemPrompt: 'Be kind' }));
    await two?.conversations.flush();
    one?.settings.update((before) => ({ ...before, sidebarWidth: 300 }));
    await one?.conversations.flush();
    const saved = JSON.parse(fs.readFileSync(join(root, 'settings.json'), 'utf8')) as object;
    expect(saved).toMatchObject({ theme: 'dark', systemPrompt: 'Be kind', sidebarWidth: 300 });
  });
});

describe('a lock', () => {
  test('that a dead process left holds nobody up, and is removed at the next start', async () => {
    const { root, one } = await twoStores();
    const lock = join(root, 'conversations', `.${simple.id}.json.lock`);
    const dead = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => dead.once('exit', resolve));
    fs.symlinkSync(`${hostname()}:${dead.pid}:abc`, lock);
    expect(await one.write(withTitle(simple, 'Not held up'))).toBe(true);
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([`${simple.id}.json`]);
    fs.symlinkSync(`${hostname()}:${dead.pid}:abc`, lock);
    await (await storeOn(root)).conversations.load();
    expect(fs.readdirSync(join(root, 'conversations'))).toEqual([`${simple.id}.json`]);
  });

  test('of a living process is waited for', async () => {
    const { root, one } = await twoStores();
    const lock = join(root, 'conversations', `.${simple.id}.json.lock`);
    // The parent of this process is alive.
    fs.symlinkSync(`${hostname()}:${process.ppid}:abc`, lock);
    const written = one.write(withTitle(simple, 'After you'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(onDisk(root).title).toBe('Shared');
    fs.unlinkSync(lock);
    expect(await written).toBe(true);
    expect(onDisk(root).title).toBe('After you');
  });
});

test('two processes that write as fast as they can lose no message and no provider', async () => {
  const root = newRoot();
  await (await storeOn(root)).conversations.write(simple);
  const count = 60;
  const writers = [1000, 2000].map((first) => {
    const script = join(import.meta.dirname, 'writer.ts');
    const child = spawn(process.execPath, [script, root, String(first), String(count)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    const ready = Promise.withResolvers<void>();
    child.stdout.on('data', (text) => {
      output += String(text);
      if (output.includes('ready')) ready.resolve();
    });
    child.stderr.on('data', (text) => {
      errors += String(text);
    });
    const ended = new Promise<string>((resolve) => {
      child.once('close', () => {
        ready.resolve();
        resolve(output + errors);
      });
    });
    return { child, ready: ready.promise, ended };
  });
  await Promise.all(writers.map(({ ready }) => ready));
  for (const { child } of writers) child.stdin.write('go\n');
  const outputs = await Promise.all(writers.map(({ ended }) => ended));
  expect(outputs).toEqual(['ready\ndone\n', 'ready\ndone\n']);
  expect(Object.keys(onDisk(root).messages)).toHaveLength(1 + 2 * count);
  const settings = JSON.parse(fs.readFileSync(join(root, 'settings.json'), 'utf8')) as {
    readonly providers: readonly unknown[];
  };
  expect(settings.providers).toHaveLength(2 * count);
  expect(fs.readdirSync(join(root, 'conversations'))).toEqual([`${simple.id}.json`]);
}, 60_000);
