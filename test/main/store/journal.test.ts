import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/shared/model/conversation.ts';
import {
  journalLines,
  replayJournal,
} from '../../../src/main/store/conversations/journal-format.ts';
import { attackedFiles } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { answer, conversationOf, question, withTitle } from './samples.ts';
import { fileOf, newRoot, put, storeOn } from './support.ts';

const asked = question(11, null, 'Tell me a story');
const begun = answer(12, asked.id, '', 'streaming');
const story = conversationOf(1, 'Story', [asked, begun]);

function grown(text: string): Message {
  return answer(12, asked.id, text, 'streaming');
}

describe('while an answer streams', () => {
  test('its text is in the journal within 250 ms, and only what is new is appended', async () => {
    const root = newRoot();
    const time = manualTime();
    const files = attackedFiles(() => ({ kind: 'works' }));
    const { conversations } = await storeOn(root, { files, clock: time, timers: time });
    await conversations.write(story);
    let text = '';
    files.calls.length = 0;
    const sizes: number[] = [];
    for (let step = 0; step < 40; step += 1) {
      text += `word ${step} `;
      conversations.writeStreaming(story.id, grown(text));
      await time.pass(250);
      const journal = fs.readFileSync(fileOf(root, story.id, 'journal'));
      expect(replayJournal(journal).get(begun.id)).toEqual(grown(text));
      sizes.push(journal.byteLength);
    }
    const steps = sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0));
    expect(Math.max(...steps)).toBeLessThan(150);
    // The conversation's own file was not touched, and the disk was synced once a second at most.
    expect(files.calls.filter(({ path }) => path.endsWith('.json'))).toEqual([]);
    const syncs = files.calls.filter(({ name }) => name === 'dataSync');
    expect(syncs.length).toBeGreaterThanOrEqual(8);
    expect(syncs.length).toBeLessThanOrEqual(10);
  });

  test('the last text is synced though no more comes', async () => {
    const root = newRoot();
    const time = manualTime();
    const files = attackedFiles(() => ({ kind: 'works' }));
    const { conversations } = await storeOn(root, { files, clock: time, timers: time });
    await conversations.write(story);
    conversations.writeStreaming(story.id, grown('one'));
    await time.pass(250);
    conversations.writeStreaming(story.id, grown('one two'));
    await time.pass(250);
    expect(files.calls.filter(({ name }) => name === 'dataSync')).toHaveLength(1);
    await time.pass(1000);
    expect(files.calls.filter(({ name }) => name === 'dataSync')).toHaveLength(2);
  });

  test('the journal is deleted only after the whole file is on the disk', async () => {
    const root = newRoot();
    const time = manualTime();
    const files = attackedFiles(() => ({ kind: 'works' }));
    const { conversations } = await storeOn(root, { files, clock: time, timers: time });
    await conversations.write(story);
    conversations.writeStreaming(story.id, grown('Once'));
    await time.pass(300);
    files.calls.length = 0;
    const done = conversationOf(1, 'Story', [
      asked,
      answer(12, asked.id, 'Once upon a time.', 'complete'),
    ]);
    await conversations.write(done);
    await conversations.flush();
    const order = files.calls.map(({ name, path }) => `${name} ${path.split('.').at(-1) ?? ''}`);
    expect(order.indexOf('unlink journal')).toBeGreaterThan(order.indexOf('rename json'));
    expect(fs.existsSync(fileOf(root, story.id, 'journal'))).toBe(false);
    expect(await conversations.read(story.id)).toEqual(done);
  });

  test('a rename in mid-stream keeps the journal, and reading shows the newest text', async () => {
    const root = newRoot();
    const time = manualTime();
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    await conversations.write(story);
    conversations.writeStreaming(story.id, grown('Once'));
    await time.pass(300);
    await conversations.write(withTitle(story, 'Tale'));
    expect(fs.existsSync(fileOf(root, story.id, 'journal'))).toBe(true);
    conversations.writeStreaming(story.id, grown('Once upon'));
    const read = await conversations.read(story.id);
    expect(read.title).toBe('Tale');
    expect(read.messages[begun.id]).toEqual(grown('Once upon'));
  });

  test('flush puts everything on the disk at once', async () => {
    const root = newRoot();
    const time = manualTime();
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    await conversations.write(story);
    conversations.writeStreaming(story.id, grown('Once upon a time'));
    await conversations.flush();
    const next = await storeOn(root);
    await next.conversations.load();
    const read = await next.conversations.read(story.id);
    expect(read.messages[begun.id]).toEqual(
      answer(12, asked.id, 'Once upon a time', 'interrupted'),
    );
  });
});

describe('after a crash', () => {
  test('the answer has the text of the journal and reads interrupted; then the journal is gone', async () => {
    const root = newRoot();
    await (await storeOn(root)).conversations.write(story);
    put(
      fileOf(root, story.id, 'journal'),
      journalLines([
        { kind: 'whole', message: grown('Once') },
        { kind: 'grow', id: begun.id, part: 0, at: 4, text: ' upon' },
        { kind: 'grow', id: begun.id, part: 0, at: 9, text: ' a 🦄' },
      ]),
    );
    fs.appendFileSync(fileOf(root, story.id, 'journal'), '{"kind":"grow","id":"');
    const { conversations } = await storeOn(root);
    const { notices } = await conversations.load();
    const expected = answer(12, asked.id, 'Once upon a 🦄', 'interrupted');
    expect(notices).toEqual([]);
    expect((await conversations.read(story.id)).messages[begun.id]).toEqual(expected);
    await conversations.flush();
    expect(fs.existsSync(fileOf(root, story.id, 'journal'))).toBe(false);
    const third = await storeOn(root);
    expect((await third.conversations.read(story.id)).messages[begun.id]).toEqual(expected);
  });

  test('a journal that could not be deleted in time changes nothing', async () => {
    const root = newRoot();
    const done = conversationOf(1, 'Story', [
      asked,
      answer(12, asked.id, 'Once upon a time.', 'complete'),
    ]);
    await (await storeOn(root)).conversations.write(done);
    const stale = journalLines([{ kind: 'whole', message: grown('Once upon') }]);
    put(fileOf(root, story.id, 'journal'), stale);
    const { conversations } = await storeOn(root);
    await conversations.load();
    expect(await conversations.read(done.id)).toEqual(done);
    await conversations.flush();
    expect(fs.existsSync(fileOf(root, story.id, 'journal'))).toBe(false);
  });

  test('an answer that was being continued keeps what was added', async () => {
    const root = newRoot();
    const cut = conversationOf(1, 'Story', [asked, answer(12, asked.id, 'Once', 'truncated')]);
    await (await storeOn(root)).conversations.write(cut);
    const more = journalLines([{ kind: 'whole', message: grown('Once upon') }]);
    put(fileOf(root, story.id, 'journal'), more);
    const { conversations } = await storeOn(root);
    await conversations.load();
    expect((await conversations.read(cut.id)).messages[begun.id]).toEqual(
      answer(12, asked.id, 'Once upon', 'interrupted'),
    );
  });

  test('an answer whose conversation was never saved becomes a conversation of its own', async () => {
    const root = newRoot();
    put(
      fileOf(root, story.id, 'journal'),
      journalLines([{ kind: 'whole', message: grown('All that is left') }]),
    );
    const { conversations } = await storeOn(root);
    const { heads } = await conversations.load();
    expect(heads.map(({ title }) => title)).toEqual(['Recovered conversation']);
    await conversations.flush();
    const next = await storeOn(root);
    const read = await next.conversations.read(story.id);
    expect(Object.values(read.messages)).toMatchObject([
      { parts: [{ text: 'All that is left' }], status: 'interrupted', parentId: null },
    ]);
  });

  test('a streaming message without a journal reads interrupted', async () => {
    const root = newRoot();
    await (await storeOn(root)).conversations.write(story);
    const { conversations } = await storeOn(root);
    await conversations.load();
    expect((await conversations.read(story.id)).messages[begun.id]?.status).toBe('interrupted');
  });
});
