import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { createConversationHandlers } from '../../../src/main/conversations/handlers.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { conversationChange } from '../../../src/main/undo/conversation-change.ts';
import type { StoreOptions } from '../../../src/main/store/index.ts';
import type { Handlers } from '../../../src/shared/contract/handlers.ts';
import type { Prompt } from '../../../src/shared/model/prompts/prompt.ts';
import { undoKeys } from '../../../src/shared/model/undo/undo.ts';
import { attackedFiles } from '../store/attacked-files.ts';
import { asClient } from '../as-client.ts';
import { newRoot, storeOn } from '../store/support.ts';
import { undoRig } from './undo-rig.ts';

const notHere = (): never => {
  throw new Error('There are none.');
};

async function rig(options: Partial<StoreOptions> = {}) {
  const store = await storeOn(newRoot(), options);
  const service = createConversationService(store.conversations, Date, newId, () => undefined);
  await service.load();
  const t = undoRig(service);
  const handlers = asClient(
    t.recorded(
      createConversationHandlers({
        conversations: t.conversations,
        turns: { open: notHere, stop: () => Promise.resolve() },
        assistants: { get: notHere, has: () => false },
        settings: { read: () => ({ folderAssistants: {} }) },
        temporary: { keepFiles: notHere },
      }),
    ),
  );
  const titles = () => service.heads().map(({ title }) => title);
  const rename = (conversationIds: readonly string[], title: string) =>
    handlers['conversation.update']({ conversationIds: [...conversationIds], patch: { title } });
  return { ...t, service, handlers, titles, rename };
}

test('what has changed since stays as it is, and is said', async () => {
  const { service, titles, rename, undo, state } = await rig();
  const { id } = await service.create();
  await rename([id], 'Mine');
  // Another window, or a model that names the conversation.
  await service.change(id, (before) => ({ ...before, title: 'Theirs' }));
  await expect(undo()).rejects.toMatchObject({ error: { code: 'changed_since' } });
  expect(titles()).toEqual(['Theirs']);
  expect(await state()).toEqual({ undo: null, redo: null });
  await expect(undo()).rejects.toMatchObject({ error: { code: 'nothing_to_undo' } });
});

test('of many conversations, all but those that have changed since are taken back', async () => {
  const { service, titles, rename, undo, redo } = await rig();
  const ids: string[] = [];
  for (const title of ['a', 'b', 'c']) {
    ids.push((await service.create((empty) => ({ ...empty, title }))).id);
  }
  await rename(ids, 'All');
  await service.change(ids[1] ?? '', (before) => ({ ...before, title: 'Theirs' }));
  expect(await undo()).toMatchObject({ left: 1, what: { count: 2 } });
  expect(titles()).toEqual(['a', 'Theirs', 'c']);
  expect(await redo()).toMatchObject({ left: 0, what: { count: 2 } });
  expect(titles()).toEqual(['All', 'Theirs', 'All']);
});

test('deletions of one action come back as one, also after others', async () => {
  const { service, handlers, titles, rename, undo, redo, told, stopped } = await rig();
  const ids: string[] = [];
  for (const title of ['a', 'b', 'c']) {
    ids.push((await service.create((empty) => ({ ...empty, title }))).id);
  }
  const [a = '', b = '', c = ''] = ids;
  const together = randomUUID();
  await handlers['conversation.delete']({ conversationId: a, together });
  await handlers['conversation.delete']({ conversationId: b, together });
  await rename([c], 'later');
  await expect.poll(() => told.at(-1)).toMatchObject({ undo: { kind: 'conversations_renamed' } });
  const done = await undo(undoKeys.deleted(together));
  expect(done).toMatchObject({ left: 0, what: { kind: 'conversations_deleted', count: 2 } });
  expect(titles().toSorted()).toEqual(['a', 'b', 'later']);
  await redo();
  expect(stopped.toSorted()).toEqual([a, b].toSorted());
  expect(titles()).toEqual(['later']);
});

test('no message is looked at for a change that shares them all', async () => {
  const { service } = await rig();
  const { id } = await service.create();
  const never = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error('A rename would take longer the longer the conversation is.');
      },
    },
  );
  const before = { ...(await service.get(id)), messages: never };
  expect(conversationChange(before, { ...before, title: 'New' })).toMatchObject({
    head: { fields: { title: { after: 'New' } } },
    messages: [],
  });
});

test('a change is left to its command while another waits for a dialog', async () => {
  let prompts: readonly Prompt[] = [];
  const t = undoRig((await rig()).service, () => ({
    read: () => prompts,
    update(change) {
      prompts = change(prompts) as readonly Prompt[];
    },
  }));
  const prompt = (id: string): Prompt => ({ id, name: id, folder: '', text: 'Hm.' });
  const chosen = Promise.withResolvers<Prompt>();
  const handlers = asClient(
    t.recorded<Pick<Handlers, 'prompts.import' | 'prompts.save'>>({
      'prompts.import': async () => {
        prompts = [...prompts, await chosen.promise];
        return null;
      },
      'prompts.save': ({ prompt: saved }) => {
        prompts = [...prompts, prompt(saved.name)];
        return prompt(saved.name);
      },
    }),
  );
  const importing = handlers['prompts.import'](undefined);
  await handlers['prompts.save']({ prompt: { name: 'saved', folder: '', text: 'Hm.' } });
  chosen.resolve(prompt('imported'));
  await importing;
  await t.undo();
  expect(prompts).toEqual([prompt('saved')]);
  await t.undo();
  expect(prompts).toEqual([]);
});

test('nothing comes back that was dropped while it was taken back', async () => {
  let onDisk = (): void => undefined;
  const files = attackedFiles(() => {
    onDisk();
    return { kind: 'works' };
  });
  const { service, handlers, titles, undo, state, clear } = await rig({ files });
  const { id } = await service.create((empty) => ({ ...empty, title: 'a' }));
  await handlers['conversation.delete']({ conversationId: id });
  onDisk = clear;
  await undo();
  expect(titles()).toEqual(['a']);
  expect(await state()).toEqual({ undo: null, redo: null });
});

test('what was deleted for good is not offered again; what the disk refuses is', async () => {
  let isRefusing = false;
  const files = attackedFiles(() =>
    isRefusing ? { kind: 'error', code: 'EACCES' } : { kind: 'works' },
  );
  const { service, handlers, titles, undo, state } = await rig({ files });
  const { id } = await service.create((empty) => ({ ...empty, title: 'a' }));
  const { id: other } = await service.create((empty) => ({ ...empty, title: 'b' }));
  await handlers['conversation.delete']({ conversationId: other });
  await handlers['conversation.delete']({ conversationId: id });
  isRefusing = true;
  await expect(undo()).rejects.toMatchObject({ error: { kind: 'storage' } });
  expect(await state()).toMatchObject({ undo: { name: 'a' }, redo: null });
  isRefusing = false;
  await undo();
  expect(titles()).toEqual(['a']);
  await service.purge((await service.trashed()).map(({ key }) => key));
  await expect(undo()).rejects.toMatchObject({ error: { code: 'changed_since' } });
  expect(await state()).toMatchObject({ undo: null, redo: { name: 'a' } });
  expect(titles()).toEqual(['a']);
});
