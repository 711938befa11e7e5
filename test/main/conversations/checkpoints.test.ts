import { expect, it } from 'vitest';
import {
  baseOf,
  bringsNews,
  mergeConversations,
} from '../../../src/main/store/conversations/merge-conversation.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';
import { exportText } from '../../../src/main/transfer/export/clipboard.ts';
import { conversationChunks } from '../../../src/main/store/conversations/conversation-format.ts';
import type { Checkpoint, Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { withCheckpoint } from '../../../src/shared/model/message/checkpoint.ts';
import { forkOf } from '../../../src/shared/model/tree/fork.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { messageAt, treeOf } from '../../shared/model/tree/random-tree.ts';

const at = (second: number): string => `2026-03-03T00:00:0${String(second)}.000Z`;
const usage = { promptTokens: 1, completionTokens: 1, totalTokens: 2 };
const summary: Checkpoint = {
  kind: 'summary',
  text: 'They spoke of the coast.\n## You · 2026',
  changedAt: at(1),
  asked: [{ providerId: 'p', model: 'm', usage }],
};

const question = messageAt(null, 'user', 'How long is the coast?');
const answer = messageAt(question.id, 'assistant', 'Very.');
const second = messageAt(answer.id, 'user', 'And now?');
const last = messageAt(second.id, 'assistant', 'Still.');
const plain = treeOf([question, answer, second, last]);

function having(checkpoint: Checkpoint): Conversation {
  const messages = { ...plain.messages, [second.id]: withCheckpoint(second, checkpoint) };
  return { ...plain, messages };
}
const of = (conversation: Conversation): Checkpoint | undefined =>
  conversation.messages[second.id]?.checkpoint;

it('of two processes’ checkpoints the later one holds, and what was removed stays away', () => {
  const base = baseOf(plain);
  const [made, gone] = [having(summary), having({ kind: 'removed', changedAt: at(2) })];
  expect(of(mergeConversations(base, plain, made))).toEqual(summary);
  expect(of(mergeConversations(base, made, plain))).toEqual(summary);
  expect(of(mergeConversations(base, made, gone))?.kind).toBe('removed');
  expect(of(mergeConversations(base, gone, made))?.kind).toBe('removed');
  expect(bringsNews(base, plain, made, mergeConversations(base, plain, made))).toBe(true);
  expect(bringsNews(base, made, plain, mergeConversations(base, made, plain))).toBe(false);
});

it('a damaged checkpoint costs only itself', () => {
  const bytes = Buffer.concat([...conversationChunks(having(summary))]);
  const broken = Buffer.from(bytes.toString().replace('"kind":"summary"', '"kind":"rumour"'));
  const parsed = parseConversation(broken, plain.id);
  expect(parsed.kind).toBe('salvaged');
  if (parsed.kind === 'unreadable') return;
  expect(of(parsed.conversation)).toBeUndefined();
  expect(Object.keys(parsed.conversation.messages)).toHaveLength(4);
});

it('a copy has the checkpoint, and not what was paid for it', () => {
  const fork = forkOf(having(summary), last.id, { newId, nowIso: at(3) });
  const copies = Object.values<Message>(fork?.messages ?? {}).flatMap(
    ({ checkpoint }) => checkpoint ?? [],
  );
  const { asked: _asked, ...said } = summary;
  expect(copies).toEqual([said]);
});

it('an export has it, but not if some of what it tells of was left out', () => {
  const conversation = having(summary);
  const markdown = exportText(conversation, null, 'markdown');
  expect(markdown).toContain(
    '> **Summary of 2 messages**\n>\n> They spoke of the coast.\n> ## You',
  );
  expect(exportText(conversation, null, 'text')).toContain(
    '[Summary of 2 messages]\nThey spoke of the coast.',
  );
  const all = Object.keys(conversation.messages);
  expect(exportText(conversation, all, 'markdown')).toContain('They spoke of the coast.');
  for (const format of ['markdown', 'text', 'json'] as const) {
    const some = exportText(conversation, [answer.id, second.id, last.id], format);
    expect(some).toContain('And now?');
    expect(some).not.toContain('They spoke of the coast.');
  }
});
