import { expect, test } from 'vitest';
import type { Id, Message } from '../../../../src/shared/model/conversation.ts';
import { interruptStreaming } from '../../../../src/main/store/conversations/conversation-format.ts';
import { applyJournal } from '../../../../src/main/store/conversations/journal-format.ts';
import { parseConversation } from '../../../../src/main/store/conversations/parse-conversation.ts';
import { repairTree, treeIsSound } from '../../../../src/main/store/conversations/repair-tree.ts';
import { conversationOf, idOf, question } from '../samples.ts';

// Files of strangers, in a backup for example. Work that grew with the square of their size would
// take minutes here, and the test would end by its deadline.

const count = 50_000;

function messagesWith(parentOf: (at: number) => Id | null): Record<Id, Message> {
  const entries = Array.from({ length: count }, (_, at) => {
    const message = question(at + 2, parentOf(at), 'x');
    return [message.id, message] as const;
  });
  return Object.fromEntries(entries);
}

test.each<[string, (at: number) => Id | null]>([
  ['whose parents are all missing', () => idOf(999_999)],
  ['in pairs that follow each other', (at) => idOf((at ^ 1) + 2)],
  ['that each follow the next one', (at) => idOf(at + 3)],
  ['in one circle', (at) => idOf(((at + 1) % count) + 2)],
])('a tree is made of very many messages %s', (_, parentOf) => {
  const { messages, leafId } = repairTree(messagesWith(parentOf), null);
  expect(Object.keys(messages)).toHaveLength(count);
  expect(treeIsSound(messages, leafId)).toBe(true);
});

test('very many answers that nobody writes any more are interrupted together', () => {
  const streaming = Object.values(messagesWith(() => null)).map((message): Message => ({
    ...message,
    role: 'assistant',
    status: 'streaming',
  }));
  const { messages } = interruptStreaming(conversationOf(1, 'Many', streaming), new Set());
  expect(Object.values(messages).every(({ status }) => status === 'interrupted')).toBe(true);
});

test('very many answers of a journal are taken over together', () => {
  const journal = new Map(Object.entries(messagesWith(() => null)));
  const { messages } = applyJournal(conversationOf(1, 'Many', []), journal);
  expect(Object.keys(messages)).toHaveLength(count);
});

test.each([
  ['no end', '":{'],
  ['no end of a string', '":{"a'],
  ['no end of a list, in lines', '":{"id":[\n'],
])('a file of very many messages with %s is given up', (_, rest) => {
  const text = Array.from({ length: count }, (__, at) => `"${idOf(at + 2)}${rest}`).join('');
  expect(parseConversation(Buffer.from(text), idOf(1)).kind).toBe('unreadable');
});
