import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { largestFile } from '../../../src/main/assistants/read-file.ts';
import { maxAssistants } from '../../../src/shared/model/assistants/assistant.ts';
import { newRoot, put, storeOn } from '../store/support.ts';
import { serviceOn } from './rig.ts';
import { reviewer, translator } from '../../shared/model/assistants/samples.ts';

async function rig(answers: Parameters<typeof serviceOn>[1] = {}, root = newRoot()) {
  const store = await storeOn(root);
  const conversations = createConversationService(
    store.conversations,
    Date,
    newId,
    () => undefined,
  );
  await conversations.load();
  const turns = {
    open: () => Promise.reject(new Error('Nothing is opened.')),
    stop: () => Promise.resolve(),
  };
  const made = serviceOn({ store, conversations, turns: turns as never }, answers);
  return { store, conversations, handlers: made.service.handlers, ...made };
}

const { id: _id, ...simple } = { ...reviewer, starters: ['Why?'] };

describe('an assistant', () => {
  test('has documents as main knows them, and none in its file', async () => {
    const { handlers, settled, store } = await rig();
    const attachment = 'a'.repeat(64);
    const said = { kind: 'image', attachment, mediaType: 'x/y', name: '../x' } as const;
    const assistant = { ...simple, documents: [said] };
    const saved = await handlers['assistants.save']({ assistant, applyTo: 'new' });
    expect(saved.documents).toMatchObject([{ kind: 'file', attachment, name: 'Known' }]);
    expect(settled).toEqual([attachment]);
    expect(store.assistants.read()[0]?.documents).toEqual(saved.documents);
    const { documents: _documents, ...none } = { ...assistant, id: saved.id };
    const after = await handlers['assistants.save']({ assistant: none, applyTo: 'new' });
    expect(after).not.toHaveProperty('documents');
  });

  test('is saved, told to windows, changed in its place, and deleted', async () => {
    const { handlers, told } = await rig();
    const first = await handlers['assistants.save']({ assistant: simple, applyTo: 'new' });
    await handlers['assistants.save']({ assistant: { ...simple, name: 'B' }, applyTo: 'new' });
    expect(told.at(-1)).toMatchObject(['assistants', [{ name: 'Reviewer' }, { name: 'B' }]]);
    const changed = { ...simple, id: first.id, name: 'A' };
    expect(await handlers['assistants.save']({ assistant: changed, applyTo: 'new' })).toEqual(
      changed,
    );
    expect(handlers['assistants.list'](undefined)).toMatchObject([{ name: 'A' }, { name: 'B' }]);
    await handlers['assistants.delete']({ assistantId: first.id });
    expect(handlers['assistants.list'](undefined)).toMatchObject([{ name: 'B' }]);
    await expect(
      handlers['assistants.save']({ assistant: changed, applyTo: 'new' }),
    ).rejects.toThrow('no longer exists');
  });

  test('keeps unknown fields, and loses those that the form has emptied', async () => {
    const { handlers, store } = await rig();
    await store.assistants.update(() => [{ ...translator, mood: 'good' } as never]);
    const assistant = { ...simple, id: translator.id };
    const saved = await handlers['assistants.save']({ assistant, applyTo: 'new' });
    expect(saved).toEqual({ ...assistant, mood: 'good' });
  });

  test('changes the conversations that hold it only if asked, and not their time', async () => {
    const { handlers, store, conversations, create } = await rig();
    await store.assistants.update(() => [reviewer, translator]);
    const held = await create(reviewer.id);
    const other = await create(translator.id);
    const assistant = { ...simple, id: reviewer.id, instructions: 'Be kind.' };
    await handlers['assistants.save']({ assistant, applyTo: 'new' });
    expect((await conversations.get(held.id)).assistant).toEqual(reviewer);
    await handlers['assistants.save']({ assistant, applyTo: 'all' });
    const after = await conversations.get(held.id);
    expect(after).toMatchObject({ assistant, updatedAt: held.updatedAt });
    expect((await conversations.get(other.id)).assistant).toEqual(translator);
    expect(await store.conversations.read(held.id)).toEqual(after);
  });

  test('that is gone cannot be chosen', async () => {
    const { create } = await rig();
    await expect(Promise.resolve().then(() => create('gone'))).rejects.toThrow('no longer exists');
  });

  test('is one of at most a thousand', async () => {
    const { handlers, store } = await rig();
    const many = Array.from({ length: maxAssistants }, (_each, at) => ({
      ...reviewer,
      id: `a${String(at)}`,
    }));
    await store.assistants.update(() => many);
    await expect(
      handlers['assistants.save']({ assistant: simple, applyTo: 'new' }),
    ).rejects.toThrow('at most 1,000 assistants');
  });
});

describe('a file', () => {
  test('that was exported comes back as another assistant', async () => {
    const root = newRoot();
    const target = join(root, 'here.json');
    const { handlers, store, suggested } = await rig({ target, choose: [target] });
    await store.assistants.update(() => [{ ...translator, name: 'French: “a/b”' }]);
    expect(await handlers['assistants.export']({ assistantId: translator.id })).toBe(true);
    expect(suggested).toEqual(['French “a b”.parley-assistant.json']);
    expect(fs.readFileSync(target, 'utf8')).not.toContain(translator.id);
    const report = await handlers['assistants.import']({});
    expect(report).toMatchObject({ added: [{ name: 'French: “a/b”', leftOut: [] }], skipped: [] });
    const [first, second] = store.assistants.read();
    expect(second).toEqual({ ...first, id: report.added[0]?.id });
    expect(second?.id).not.toBe(first?.id);
  });

  test('is asked for, and nothing happens without one', async () => {
    const { handlers, store } = await rig();
    await store.assistants.update(() => [reviewer]);
    expect(await handlers['assistants.export']({ assistantId: reviewer.id })).toBe(false);
    expect(await handlers['assistants.import']({})).toEqual({ added: [], skipped: [] });
    await expect(handlers['assistants.export']({ assistantId: 'gone' })).rejects.toThrow(
      'no longer exists',
    );
  });

  test('that cannot be read does not stop the others, and is named', async () => {
    const root = newRoot();
    const paths = ['good.json', 'bad.json', 'mixed.json', 'gone.json', 'large.png', 'folder'];
    const [good = '', bad = '', mixed = '', , large = '', folder = ''] = paths.map((name) =>
      join(root, name),
    );
    put(good, JSON.stringify({ name: 'Good', prompt: 'p', group: ['x'] }));
    put(bad, '{"name":');
    put(mixed, JSON.stringify([{ name: 'Mixed', prompt: 'p' }, { other: 1 }, 7]));
    put(large, '');
    fs.truncateSync(large, largestFile + 1);
    fs.mkdirSync(folder);
    const { handlers, store } = await rig({ choose: paths.map((name) => join(root, name)) });
    const report = await handlers['assistants.import']({});
    expect(report.added).toMatchObject([
      { name: 'Good', leftOut: ['group'] },
      { name: 'Mixed', leftOut: [] },
    ]);
    expect(report.skipped.map(({ name, reason }) => [name, reason.code])).toEqual([
      ['bad.json', 'not_an_assistant'],
      ['mixed.json (2)', 'not_an_assistant'],
      ['gone.json', 'import_file_gone'],
      ['large.png', 'assistant_file_too_large'],
      ['folder', 'import_file_gone'],
    ]);
    expect(store.assistants.read()).toHaveLength(2);
  });

  test('that was dropped is read, and another name is not', async () => {
    const path = join(newRoot(), 'a.json');
    put(path, JSON.stringify({ name: 'Dropped', prompt: 'p' }));
    const { handlers } = await rig({ choose: [path] });
    const report = await handlers['assistants.import']({ files: ['dropped'] });
    expect(report.added).toMatchObject([{ name: 'Dropped' }]);
    await expect(handlers['assistants.import']({ files: ['other'] })).rejects.toThrow();
  });
});
