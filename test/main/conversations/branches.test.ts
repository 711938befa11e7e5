import { expect, test } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { createBranchHandlers } from '../../../src/main/conversations/branch-handlers.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { undoKeys } from '../../../src/shared/model/undo/undo.ts';
import { textOf } from '../../../src/shared/model/conversation-views.ts';
import { messageAt } from '../../shared/model/tree/random-tree.ts';
import { undoRig } from '../undo/undo-rig.ts';
import { newRoot, storeOn } from '../store/support.ts';

/** The handlers over a real store, with a conversation of these messages. */
async function rig(messages: readonly Message[]) {
  const store = await storeOn(newRoot());
  const told: (readonly [string, unknown])[] = [];
  const conversations = createConversationService(store.conversations, Date, newId, (name, news) =>
    told.push([name, news]),
  );
  await conversations.load();
  const { id: conversationId } = await conversations.create((empty) => ({
    ...empty,
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  }));
  told.length = 0;
  const { conversations: watched, recorded, undo } = undoRig(conversations);
  const handlers = recorded(createBranchHandlers(watched, newId));
  const saved = (id = conversationId): Promise<Conversation> => store.conversations.read(id);
  return { handlers, undo, conversations, conversationId, saved, told };
}

test('a deletion is saved and told, and undone as long as that is possible', async () => {
  const question = messageAt(null, 'user', 'Q');
  const answer = messageAt(question.id, 'assistant', 'A');
  const again = messageAt(question.id, 'assistant', 'A again');
  const t = await rig([question, answer, again]);
  const { handlers, conversationId, saved, told } = t;
  const before = await saved();
  await handlers['conversation.deleteBranch']({ conversationId, messageId: again.id });
  expect(await saved()).toMatchObject({
    leafId: answer.id,
    deletedBranches: [{ id: again.id }],
  });
  // What is on show is told before what is gone.
  expect(told.map(([name]) => name)).toEqual(['head', 'pruned']);
  expect(told[1]?.[1]).toEqual({ conversationId, messageIds: [again.id] });
  await handlers['conversation.deleteBranch']({ conversationId, messageId: question.id });
  expect(await saved()).toMatchObject({ leafId: null, messages: {} });
  const { undo } = t;
  const keyOf = (messageId: string): string => undoKeys.branch(conversationId, messageId);
  await undo();
  await undo();
  expect(await saved()).toEqual(before);
  await expect(undo(keyOf(again.id))).rejects.toMatchObject({ error: { code: 'nothing_to_undo' } });
  await handlers['conversation.deleteBranch']({ conversationId, messageId: again.id });
  await handlers['conversation.deleteBranch']({ conversationId, messageId: question.id });
  // There is nothing any more that it hung on.
  await expect(undo(keyOf(again.id))).rejects.toMatchObject({ error: { code: 'changed_since' } });
  expect(await saved()).toMatchObject({ messages: {} });
  await expect(
    handlers['conversation.deleteBranch']({ conversationId, messageId: newId() }),
  ).rejects.toMatchObject({ error: { code: 'message_gone' } });
});

test('a change of very many messages is told in two events, however many they are', async () => {
  const question = messageAt(null, 'user', 'Q');
  const many = Array.from({ length: 1000 }, () => messageAt(question.id, 'assistant', 'A'));
  const { handlers, undo, conversationId, told } = await rig([question, ...many]);
  await handlers['conversation.deleteBranch']({ conversationId, messageId: question.id });
  told.length = 0;
  await undo(undoKeys.branch(conversationId, question.id));
  expect(told.map(([name]) => name)).toEqual(['head', 'outdated']);
  expect(told[1]?.[1]).toEqual({ conversationId });
});

test('a branch that is being answered is not deleted, and no copy ends in the middle', async () => {
  const question = messageAt(null, 'user', 'Q');
  const answer: Message = { ...messageAt(question.id, 'assistant', ''), status: 'streaming' };
  const { handlers, conversationId, conversations } = await rig([question, answer]);
  await expect(
    handlers['conversation.deleteBranch']({ conversationId, messageId: question.id }),
  ).rejects.toMatchObject({ error: { code: 'branch_answering' } });
  await expect(
    handlers['conversation.fork']({ conversationId, messageId: answer.id }),
  ).rejects.toMatchObject({ error: { code: 'still_answering' } });
  expect(conversations.heads()).toHaveLength(1);
});

test('going on from a message, a fork and an edited answer are saved', async () => {
  const question = messageAt(null, 'user', 'Q');
  const answer = messageAt(question.id, 'assistant', 'A');
  const next = messageAt(answer.id, 'user', 'Next');
  const { handlers, conversationId, saved } = await rig([question, answer, next]);
  await handlers['conversation.continueFrom']({ conversationId, messageId: answer.id });
  expect((await saved()).leafId).toBe(answer.id);
  const fork = await handlers['conversation.fork']({ conversationId, messageId: next.id });
  const copy = await saved(fork.id);
  expect(copy.forkedFrom).toEqual({ id: conversationId, messageId: next.id });
  expect(Object.values(copy.messages).map(textOf)).toEqual(['Q', 'A']);
  const edit = { conversationId, messageId: answer.id, text: 'B' };
  await handlers['conversation.editAnswer'](edit);
  const { leafId, messages } = await saved();
  expect(messages[leafId ?? '']).toMatchObject({ parentId: question.id, edited: true });
  await expect(
    handlers['conversation.editAnswer']({ ...edit, messageId: question.id }),
  ).rejects.toMatchObject({ error: { code: 'message_gone' } });
});
