import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../../../src/main/conversations/id.ts';
import { treeIsSound } from '../../../../src/main/store/conversations/repair-tree.ts';
import type { Conversation } from '../../../../src/shared/model/conversation.ts';
import {
  branchIds,
  isBeingAnswered,
  maxDeletedBranches,
  putBack,
  takeBranch,
  withAdded,
  withoutDeleted,
} from '../../../../src/shared/model/tree/branches.ts';
import { editedAnswer } from '../../../../src/shared/model/tree/edited.ts';
import { forkOf } from '../../../../src/shared/model/tree/fork.ts';
import { pathTo } from '../../../../src/shared/model/tree.ts';
import { textOf } from '../../../../src/shared/model/conversation-views.ts';
import { messageAt, randomTree, treeOf } from './random-tree.ts';

const nowIso = '2026-02-02T00:00:00.000Z';

function pick(tree: Conversation, at: number): string {
  const ids = Object.keys(tree.messages);
  return ids[at % ids.length] ?? '';
}

test('a deleted branch is gone with its pins, and comes back as it was', () => {
  fc.assert(
    fc.property(randomTree, fc.nat(), fc.array(fc.nat()), (tree, at, pinned) => {
      const pins = [...new Set(pinned.map((each) => pick(tree, each)))].map((id) => ({ id }));
      const before = pins.length === 0 ? tree : { ...tree, pins };
      const rootId = pick(before, at);
      const made = takeBranch(before, rootId);
      if (made === null) throw new Error('It was there');
      const { conversation, taken } = made;
      expect(treeIsSound(conversation.messages, conversation.leafId)).toBe(true);
      const gone = branchIds(before.messages, rootId);
      expect(Object.keys(conversation.messages)).toEqual(
        Object.keys(before.messages).filter((id) => !gone.includes(id)),
      );
      expect(conversation.pins?.some(({ id }) => gone.includes(id)) ?? false).toBe(false);
      // A process that still has the messages loses them by the same list.
      const stale = { ...conversation, messages: before.messages };
      expect(withoutDeleted(stale).messages).toEqual(conversation.messages);
      const back = putBack(conversation, taken);
      const sorted = (list: Conversation['pins']): unknown => list?.map(({ id }) => id).toSorted();
      expect({ ...back, pins: sorted(back?.pins) }).toEqual({
        ...before,
        pins: sorted(before.pins),
      });
      expect(back?.deletedBranches).toBeUndefined();
      expect(withAdded(conversation, taken.messages).deletedBranches).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('what hung on something that is gone does not come back before it', () => {
  const question = messageAt(null, 'user', 'Q');
  const answer = messageAt(question.id, 'assistant', 'A');
  const first = takeBranch(treeOf([question, answer]), answer.id);
  const second = takeBranch(first?.conversation ?? treeOf([]), question.id);
  if (first === null || second === null) throw new Error('Both were there');
  expect(second.conversation).toMatchObject({ messages: {}, leafId: null });
  expect(putBack(second.conversation, first.taken)).toBeNull();
  const back = putBack(second.conversation, second.taken);
  expect(putBack(back ?? treeOf([]), first.taken)?.leafId).toBe(answer.id);
  expect(takeBranch(second.conversation, question.id)).toBeNull();
});

test('a branch in which somebody answers is neither deleted nor lost to an old deletion', () => {
  const question = messageAt(null, 'user', 'Q');
  const answer = { ...messageAt(question.id, 'assistant', ''), status: 'streaming' as const };
  const tree = treeOf([question, answer]);
  expect(isBeingAnswered(tree.messages, question.id)).toBe(true);
  const joined = withoutDeleted({ ...tree, deletedBranches: [{ id: question.id }] });
  expect(joined.messages).toEqual(tree.messages);
  expect(joined.deletedBranches).toBeUndefined();
});

test('only so many deletions are remembered', () => {
  const messages = Array.from({ length: maxDeletedBranches + 2 }, () =>
    messageAt(null, 'user', ''),
  );
  let tree = treeOf(messages);
  for (const { id } of messages.slice(1)) tree = takeBranch(tree, id)?.conversation ?? tree;
  expect(tree.deletedBranches).toHaveLength(maxDeletedBranches);
  expect(tree.deletedBranches?.at(-1)?.id).toBe(messages.at(-1)?.id);
});

test('a fork holds the path, with ids of its own and no cost, and says where it is from', () => {
  fc.assert(
    fc.property(randomTree, fc.nat(), (tree, at) => {
      const messageId = pick(tree, at);
      const fork = forkOf({ ...tree, pinned: true, pins: [{ id: messageId }] }, messageId, {
        newId,
        nowIso,
      });
      if (fork === null) throw new Error('It was there');
      const isQuestion = tree.messages[messageId]?.role === 'user';
      const path = pathTo(tree.messages, messageId);
      const copied = isQuestion ? path.slice(0, -1) : path;
      expect(pathTo(fork.messages, fork.leafId).map(textOf)).toEqual(copied.map(textOf));
      expect(Object.keys(fork.messages)).toHaveLength(copied.length);
      expect(treeIsSound(fork.messages, fork.leafId)).toBe(true);
      for (const [id, { usage }] of Object.entries(fork.messages)) {
        expect(tree.messages[id]).toBeUndefined();
        expect(usage).toBeUndefined();
      }
      expect(fork.forkedFrom).toEqual({ id: tree.id, messageId });
      expect(fork.pins ?? fork.pinned).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('an edited answer keeps calls with their results, and nothing of what the model thought or cost', () => {
  const answer = {
    ...messageAt(newId(), 'assistant', 'Before'),
    parts: [
      { kind: 'reasoning' as const, text: 'Hm' },
      { kind: 'text' as const, text: 'I look.' },
      {
        kind: 'tool_call' as const,
        callId: 'c',
        name: 't',
        arguments: '{}',
        state: 'done' as const,
      },
      { kind: 'tool_result' as const, callId: 'c', content: [], isError: false },
      { kind: 'text' as const, text: 'It is 4 [1].' },
      {
        kind: 'citation' as const,
        url: 'https://a.example',
        title: 'A',
        from: 'page' as const,
        number: 1,
      },
    ],
    status: 'stopped' as const,
    finishReason: 'stop',
  };
  const id = newId();
  const edited = editedAnswer(answer, 'It is 5 [1].', { id, createdAt: nowIso });
  expect(edited.parts.map(({ kind }) => kind)).toEqual([
    'tool_call',
    'tool_result',
    'text',
    'citation',
  ]);
  expect(edited).toMatchObject({ id, parentId: answer.parentId, edited: true, status: 'complete' });
  expect(textOf(edited)).toBe('It is 5 [1].');
  expect(edited.usage ?? edited.finishReason).toBeUndefined();
});
