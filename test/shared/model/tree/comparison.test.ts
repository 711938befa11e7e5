import { expect, it } from 'vitest';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import { forkOf } from '../../../../src/shared/model/tree/fork.ts';
import {
  comparisonOf,
  isNameHidden,
  withChoice,
  withChoices,
  withColumns,
  withoutFailureOnShow,
  withVersion,
} from '../../../../src/shared/model/tree/comparison.ts';
import { messageAt, treeOf } from './random-tree.ts';

/** A question with an answer in each of these columns. */
function compared(...columns: readonly number[]) {
  const question: Message = { ...messageAt(null, 'user', 'Why?'), comparison: { blind: true } };
  const answers = columns.map((column): Message => ({
    ...messageAt(question.id, 'assistant', `In ${String(column)}`),
    compared: { column },
  }));
  const tree = { ...treeOf([question, ...answers]), leafId: answers[0]?.id ?? null };
  return { question, answers, tree };
}

it('shows the newest version of each column, and of the one on show that version', () => {
  const { answers, tree } = compared(0, 1, 2);
  const [first, second, third] = answers as [Message, Message, Message];
  const again: Message = {
    ...messageAt(second.parentId, 'assistant', 'Again'),
    compared: { column: 1 },
  };
  const grown = withVersion(tree, second, again);
  expect(grown.leafId).toBe(first.id);
  const ids = comparisonOf(grown.messages, first.id)?.columns.map(({ id }) => id);
  expect(ids).toEqual([first.id, again.id, third.id]);
  expect(comparisonOf(grown.messages, second.id)?.columns[1]).toBe(second);
  // The answer on show makes room for its own version.
  expect(withVersion({ ...tree, leafId: second.id }, second, again).leafId).toBe(again.id);
});

it('is none with one column left, with more than fit, or of a file without its question', () => {
  const one = compared(0, 0);
  expect(comparisonOf(one.tree.messages, one.tree.leafId)).toBeNull();
  const many = compared(0, 1, 2, 3, 4);
  expect(comparisonOf(many.tree.messages, many.tree.leafId)).toBeNull();
  const { answers, question, tree } = compared(0, 1);
  const { [question.id]: _question, ...orphans } = tree.messages;
  expect(comparisonOf(orphans, answers[0]?.id ?? null)).toBeNull();
});

it('puts the columns in the place of the answer on the path, unless one is chosen', () => {
  const { question, answers, tree } = compared(0, 1, 2);
  const [first, second] = answers as [Message, Message];
  const next = messageAt(second.id, 'user', 'And then?');
  const path = [question, second, next];
  const shown = [question, ...answers, next];
  expect(withColumns(tree.messages, path, () => false)).toEqual(shown);
  const chosen = withChoice(tree, second.id).messages;
  expect(withColumns(chosen, path, () => false)).toEqual(path);
  expect(withColumns(chosen, path, (id) => id === question.id)).toEqual(shown);
  expect(withColumns(tree.messages, [question, first], () => false)).toHaveLength(4);
});

it('hides names until an answer is chosen; a version of that answer is chosen with it', () => {
  const { answers, tree } = compared(0, 1);
  const [first, second] = answers as [Message, Message];
  expect(answers.map((answer) => isNameHidden(tree.messages, answer))).toEqual([true, true]);
  const chosen = withChoice(tree, second.id);
  expect(comparisonOf(chosen.messages, first.id)).toMatchObject({
    chosen: second.id,
    isBlind: false,
  });
  expect(withChoice(chosen, second.id)).toBe(chosen);
  const again: Message = {
    ...messageAt(second.parentId, 'assistant', 'Again'),
    compared: { column: 1 },
  };
  const grown = withVersion({ ...chosen, leafId: second.id }, second, again);
  expect(comparisonOf(grown.messages, first.id)?.chosen).toBe(again.id);
});

it('is chosen by going on, where the path leads through it', () => {
  const { answers, tree } = compared(0, 1);
  const [first, second] = answers as [Message, Message];
  const below = messageAt(second.id, 'user', 'And?');
  const on = { ...tree, messages: { ...tree.messages, [below.id]: below }, leafId: below.id };
  const chosen = withChoices(on);
  expect(comparisonOf(chosen.messages, first.id)?.chosen).toBe(second.id);
  expect(withChoices(chosen)).toBe(chosen);
  const back = withChoices({ ...chosen, leafId: first.id });
  expect(comparisonOf(back.messages, first.id)?.chosen).toBe(first.id);
});

it('gives way to an answer with words if the one on show failed without any', () => {
  const { answers, tree } = compared(0, 1);
  const [first, second] = answers as [Message, Message];
  const failed: Message = { ...first, status: 'failed', parts: [] };
  const of = { ...tree, messages: { ...tree.messages, [first.id]: failed } };
  expect(withoutFailureOnShow(of).leafId).toBe(second.id);
  expect(withoutFailureOnShow(tree)).toBe(tree);
  const chosen = withChoice(of, first.id);
  expect(withoutFailureOnShow(chosen)).toBe(chosen);
});

it('leaves nothing of itself in a fork, which has one answer', () => {
  const { answers, tree } = compared(0, 1);
  const newId = () => messageAt(null, 'user', '').id;
  const fork = forkOf(tree, answers[1]?.id ?? '', { newId, nowIso: tree.createdAt });
  expect(JSON.stringify(fork?.messages)).not.toMatch(/compar/u);
});
