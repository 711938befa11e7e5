import { expect, test } from 'vitest';
import { rowWords } from '../../../../../src/renderer/features/chat/map/row-words.ts';
import { mapRows } from '../../../../../src/shared/model/tree/map-rows.ts';
import { messageAt, treeOf } from '../../../../shared/model/tree/random-tree.ts';

test('a row says what checkpoint stands before its question, in each of its versions', () => {
  const first = messageAt(null, 'user', 'One?');
  const noted = messageAt(first.id, 'assistant', 'Noted.');
  const changedAt = '2026-11-30T00:00:00.000Z';
  const checkpoint = { kind: 'summary', text: 'One.', asked: [], changedAt } as const;
  const second = { ...messageAt(noted.id, 'user', 'Two?'), checkpoint };
  const answers = [1, 2].map(() => messageAt(second.id, 'assistant', 'Yes.'));
  const [, last] = answers;
  const third = messageAt(last?.id ?? null, 'user', 'Three?');
  const dropped = { ...third, checkpoint: { kind: 'dropped', changedAt } as const };
  const { messages, leafId } = treeOf([first, noted, second, ...answers, dropped]);
  const words = mapRows(messages, leafId).map((row) => rowWords(row, messages, null).checkpoint);
  expect(words).toEqual([
    '',
    'Summary of 2 messages',
    'Summary of 2 messages',
    '4 messages left out',
  ]);
});
