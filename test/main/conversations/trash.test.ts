import { expect, test } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { createTrashHandlers } from '../../../src/main/conversations/trash-handlers.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { attackedFiles, systemError } from '../store/attacked-files.ts';
import { question, idOf } from '../store/samples.ts';
import { newRoot, storeOn } from '../store/support.ts';
import type { EventName } from '../../../src/shared/contract/index.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';

/** A service and the handlers over a real store. `refuse`: a path that may not be renamed. */
async function rig(refuse: { path: string | null } = { path: null }) {
  const root = newRoot();
  const files = attackedFiles(({ name, path }) =>
    name === 'rename' && refuse.path !== null && path.includes(refuse.path)
      ? { kind: 'error', code: 'EACCES' }
      : { kind: 'works' },
  );
  const store = await storeOn(root, { files });
  const told: EventName[] = [];
  const conversations = createConversationService(store.conversations, Date, newId, (name) =>
    told.push(name),
  );
  await conversations.load();
  const handlers = createTrashHandlers({ conversations, drafts: store.drafts });
  const ask = async (title: string): Promise<Conversation> => {
    const { id } = await conversations.create();
    const message = question(1, null, title);
    const { conversation, written } = await conversations.change(id, (before) => ({
      ...before,
      title,
      leafId: message.id,
      messages: { [message.id]: message },
    }));
    await written;
    return conversation;
  };
  return { store, conversations, handlers, ask, told };
}

test('several come back with one command, and the windows hear of each', async () => {
  const { conversations, handlers, ask, told } = await rig();
  const asked = [await ask('One'), await ask('Two'), await ask('Three')];
  for (const { id } of asked) await conversations.remove(id);
  const listed = await handlers['trash.list'](undefined);
  expect(new Set(listed.map(({ title }) => title))).toEqual(new Set(['One', 'Two', 'Three']));
  told.length = 0;
  const keys = listed.filter(({ title }) => title !== 'Two').map(({ key }) => key);
  expect(await handlers['trash.restore']({ keys })).toEqual({ done: 2, failed: 0, reason: null });
  expect(told).toEqual(['head', 'head']);
  expect((await handlers['trash.list'](undefined)).map(({ title }) => title)).toEqual(['Two']);
  expect(await conversations.get(asked[0]?.id ?? '')).toEqual(asked[0]);
});

test('what the disk refuses of one is counted with its reason, and the others come back', async () => {
  const refuse: { path: string | null } = { path: null };
  const { conversations, handlers, ask } = await rig(refuse);
  const [one, two] = [await ask('One'), await ask('Two')];
  await conversations.remove(one.id);
  await conversations.remove(two.id);
  const keys = (await handlers['trash.list'](undefined)).map(({ key }) => key);
  refuse.path = one.id;
  const report = await handlers['trash.restore']({ keys });
  expect(report).toMatchObject({ done: 1, failed: 1 });
  expect(report.reason?.code).toBe('conversation_unrestored');
  expect(conversations.heads().map(({ title }) => title)).toEqual(['Two']);
  expect((await handlers['trash.list'](undefined)).map(({ title }) => title)).toEqual(['One']);
});

test('one whose conversation is there again joins it and leaves the trash', async () => {
  const { store, conversations, handlers, ask, told } = await rig();
  const first = await ask('First');
  await conversations.remove(first.id);
  // As restored by merging a backup.
  const other = question(2, null, 'Only here');
  await conversations.add({ ...first, leafId: other.id, messages: { [other.id]: other } });
  const keys = (await handlers['trash.list'](undefined)).map(({ key }) => key);
  told.length = 0;
  expect(await handlers['trash.restore']({ keys })).toMatchObject({ done: 1 });
  const joined = await conversations.get(first.id);
  expect(new Set(Object.keys(joined.messages))).toEqual(new Set([idOf(1), idOf(2)]));
  expect(joined.leafId).toBe(other.id);
  expect(told).toContain('message');
  expect(await store.conversations.trashed()).toEqual([]);
});

test('several of the same conversation, asked for at once, all come together', async () => {
  const { store, conversations, handlers, ask } = await rig();
  const first = await ask('First');
  const extra = [2, 3, 4].map((n) => question(n, null, `Only in copy ${n}`));
  for (const message of extra) {
    await conversations.remove(first.id);
    // Names in the trash differ by their time.
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
    await conversations.add({ ...first, leafId: message.id, messages: { [message.id]: message } });
  }
  await conversations.remove(first.id);
  const keys = (await handlers['trash.list'](undefined)).map(({ key }) => key);
  expect(keys).toHaveLength(4);
  expect(await handlers['trash.restore']({ keys })).toEqual({ done: 4, failed: 0, reason: null });
  const { messages } = await store.conversations.read(first.id);
  expect(new Set(Object.keys(messages))).toEqual(new Set([1, 2, 3, 4].map(idOf)));
  expect(await handlers['trash.list'](undefined)).toEqual([]);
});

test('deleted for good, a conversation takes its draft along, and nobody else’s', async () => {
  const { store, conversations, handlers, ask } = await rig();
  const [gone, stays] = [await ask('Gone'), await ask('Stays')];
  store.drafts.set(gone.id, 'half a thought');
  store.drafts.set(stays.id, 'another');
  await conversations.remove(gone.id);
  const keys = (await handlers['trash.list'](undefined)).map(({ key }) => key);
  expect(await handlers['trash.delete']({ keys })).toEqual({ done: 1, failed: 0, reason: null });
  expect(store.drafts.all().map(({ conversationId }) => conversationId)).toEqual([stays.id]);
  await expect(conversations.restore(gone.id)).rejects.toThrow('no longer exists');
});

test('a fault that nobody expected is not taken for a refusal of the disk', async () => {
  const { conversations, handlers } = await rig();
  const fault = systemError('EBUG');
  const broken = createTrashHandlers({
    conversations: { ...conversations, restoreFromTrash: () => Promise.reject(fault) },
    drafts: { all: () => [], set: () => undefined },
  });
  await expect(broken['trash.restore']({ keys: [`${idOf(1)}.1`] })).rejects.toBe(fault);
  expect(await handlers['trash.restore']({ keys: [`${idOf(1)}.1`] })).toMatchObject({ failed: 1 });
});
