import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowAfterBranch, rowFor } from '../../../../../src/renderer/features/chat/map/move.ts';
import { rowWords } from '../../../../../src/renderer/features/chat/map/row-words.ts';
import { takeBranch } from '../../../../../src/shared/model/tree/branches.ts';
import { mapRows } from '../../../../../src/shared/model/tree/map-rows.ts';
import { messageAt, randomTree, treeOf } from '../../../../shared/model/tree/random-tree.ts';

test('every row is reached by Down, and by Right from the row that it follows or its neighbours', () => {
  fc.assert(
    fc.property(randomTree, ({ messages, leafId }) => {
      const rows = mapRows(messages, leafId);
      const reached = [0];
      for (let at = 0; at < rows.length - 1; at += 1) {
        reached.push(rowFor('ArrowDown', rows, reached.at(-1) ?? 0, 10) ?? -1);
      }
      expect(reached).toEqual(rows.map((_, index) => index));
      for (const [index, { parent }] of rows.entries()) {
        expect(rowFor('ArrowLeft', rows, index, 10)).toBe(Math.max(0, parent));
        const right = rowFor('ArrowRight', rows, index, 10) ?? -1;
        expect(right === index || rows[right]?.parent === index).toBe(true);
      }
      expect(rowFor('End', rows, 0, 10)).toBe(rows.length - 1);
      expect(rowFor('PageUp', rows, 3, 10)).toBe(0);
      expect(rowFor('x', rows, 0, 10)).toBeNull();
    }),
    { numRuns: 100 },
  );
});

test('after a deletion the row that is chosen next is still there', () => {
  fc.assert(
    fc.property(randomTree, fc.nat(), (tree, nth) => {
      const rows = mapRows(tree.messages, tree.leafId);
      const at = nth % rows.length;
      const left = takeBranch(tree, rows[at]?.id ?? '')?.conversation.messages ?? {};
      const next = rowAfterBranch(rows, at);
      if (next !== null) expect(left).toHaveProperty(next.answer ?? next.question ?? '');
    }),
    { numRuns: 100 },
  );
});

test('a row says its first lines, who answered, and what is known of the cost', () => {
  const question = messageAt(null, 'user', '\nWhat is a walrus?\nIn short.');
  const answer = { ...messageAt(question.id, 'assistant', 'A seal.'), edited: true as const };
  const { messages, leafId } = treeOf([question, answer]);
  const [row] = mapRows(messages, leafId);
  if (row === undefined) throw new Error('There is a row');
  expect(rowWords(row, messages, null)).toEqual({
    question: 'What is a walrus?',
    answer: 'A seal.',
    checkpoint: '',
    facts: 'small-1 · edited · cost unknown',
  });
  const blind = {
    ...messages,
    [question.id]: { ...question, comparison: { blind: true as const } },
    [answer.id]: { ...answer, compared: { column: 0 } },
  };
  expect(rowWords(row, blind, null).facts).toBe('Name hidden until you choose');
});
