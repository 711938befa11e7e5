import { asClient } from '../as-client.ts';
import { expect, test } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { createConversationHandlers } from '../../../src/main/conversations/handlers.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { expected } from '../../../src/shared/expected.ts';
import type { Assistant } from '../../../src/shared/model/assistants/assistant.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { maxPins } from '../../../src/shared/model/message/pins.ts';
import { newRoot, storeOn } from '../store/support.ts';

const assistant: Assistant = {
  id: 'a1',
  name: 'Translator',
  icon: '🦊',
  instructions: 'Translate.',
  model: { providerId: 'p2', model: 'm2' },
  starters: [],
};

/** The handlers over a real store, with a service that has loaded it. */
async function rig() {
  const store = await storeOn(newRoot());
  const told: string[] = [];
  const stopped: string[] = [];
  const conversations = createConversationService(store.conversations, Date, newId, (name) =>
    told.push(name),
  );
  await conversations.load();
  const handlers = asClient(
    createConversationHandlers({
      conversations,
      turns: {
        open: async (id) => ({ conversation: await conversations.get(id), live: [], path: null }),
        stop: async (id) => void stopped.push(id),
      },
      assistants: {
        get(assistantId) {
          if (assistantId !== assistant.id) throw expected('assistant_gone', {});
          return assistant;
        },
        has: (assistantId) => assistantId === assistant.id,
      },
      settings: { read: () => ({ folderAssistants: { Work: assistant.id, Old: 'gone' } }) },
      temporary: { keepFiles: () => Promise.reject(new Error('There are none.')) },
    }),
  );
  /** The conversation in its file. */
  const saved = (id: string): Promise<Conversation> => store.conversations.read(id);
  return { handlers, conversations, saved, told, stopped };
}

test('each field of a patch changes its own, and nothing else', async () => {
  const { handlers, saved } = await rig();
  const { id } = await handlers['conversation.create']({ systemPrompt: 'Be brief' });
  const before = await saved(id);
  const update = async (
    patch: Parameters<(typeof handlers)['conversation.update']>[0]['patch'],
  ) => {
    await handlers['conversation.update']({ conversationIds: [id], patch });
    return saved(id);
  };
  expect(before).toMatchObject({ titledBy: 'first_words', systemPrompt: 'Be brief' });
  // A title the person entered is never replaced automatically.
  expect(await update({ title: 'Zoo' })).toEqual({ ...before, title: 'Zoo', titledBy: 'person' });
  const named = await saved(id);
  expect(await update({ systemPrompt: null })).toEqual({ ...named, systemPrompt: null });
  const model = { providerId: 'here', model: 'small-1' };
  const chosen = { ...named, systemPrompt: null, ...model };
  expect(await update({ model })).toEqual(chosen);
  expect(await update({ pinned: true, folder: 'Work' })).toEqual({
    ...chosen,
    pinned: true,
    folder: 'Work',
  });
  expect(await update({ folder: null, pinned: false, archived: true })).toEqual({
    ...chosen,
    pinned: false,
    archived: true,
  });
});

test('many are changed at once, and a patch of nothing tells nobody', async () => {
  const { handlers, saved, told } = await rig();
  const conversationIds = [
    (await handlers['conversation.create']({})).id,
    (await handlers['conversation.create']({})).id,
  ];
  told.length = 0;
  await handlers['conversation.update']({ conversationIds, patch: { pinned: true } });
  for (const id of conversationIds) expect(await saved(id)).toMatchObject({ pinned: true });
  expect(told).toEqual(['head', 'head']);
  await handlers['conversation.update']({ conversationIds, patch: {} });
  expect(told).toEqual(['head', 'head']);
});

test('what is not there is an expected failure', async () => {
  const { handlers } = await rig();
  await expect(async () =>
    handlers['conversation.update']({ conversationIds: [newId()], patch: { title: 'x' } }),
  ).rejects.toThrow(/./);
});

test('a conversation is deleted when its answer has stopped, and comes back', async () => {
  const { handlers, conversations, stopped } = await rig();
  const { id: conversationId } = await handlers['conversation.create']({});
  await handlers['conversation.delete']({ conversationId });
  expect(stopped).toEqual([conversationId]);
  expect(conversations.heads()).toEqual([]);
  await conversations.restore(conversationId);
  expect(conversations.heads()).toMatchObject([{ id: conversationId }]);
});

test('a message is pinned once, unpinned without a trace, and only as many as there may be', async () => {
  const { handlers, conversations, saved } = await rig();
  const { id } = await handlers['conversation.create']({});
  const ids = Array.from({ length: maxPins + 1 }, newId);
  const messages = ids.map((messageId): Message => ({
    id: messageId,
    parentId: null,
    role: 'user',
    parts: [{ kind: 'text', text: 'Hi' }],
    status: 'complete',
    createdAt: '2026-11-01T12:00:00.000Z',
  }));
  const [first = '', ...others] = ids;
  await conversations.change(id, (before) => ({
    ...before,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
    leafId: first,
  }));
  const pin = (messageId: string, pinned: boolean) =>
    handlers['conversation.pinMessage']({ conversationId: id, messageId, pinned });
  await pin(first, true);
  await pin(first, true);
  expect((await saved(id)).pins).toEqual([{ id: first }]);
  await pin(first, false);
  expect(await saved(id)).not.toHaveProperty('pins');
  await expect(pin(newId(), true)).rejects.toThrow(/no longer there/);
  await conversations.change(id, (before) => ({
    ...before,
    pins: others.map((messageId) => ({ id: messageId })),
  }));
  await expect(pin(first, true)).rejects.toThrow(/500 pinned messages/);
});

test('a conversation that begins in a folder gets its assistant, unless it chooses', async () => {
  const { handlers, saved } = await rig();
  const begun = async (patch: Parameters<(typeof handlers)['conversation.create']>[0]) =>
    saved((await handlers['conversation.create'](patch)).id);
  expect(await begun({ folder: 'Work' })).toMatchObject({ folder: 'Work', assistant });
  expect(await begun({ folder: 'Work', assistantId: null })).not.toHaveProperty('assistant');
  for (const folder of ['Old', 'constructor']) {
    expect(await begun({ folder })).not.toHaveProperty('assistant');
  }
  expect(await begun({})).not.toHaveProperty('assistant');
});
