import { expect, it } from 'vitest';
import { checkpointWords } from '../../../src/shared/words/checkpoint-words.ts';

it('counts the messages that a checkpoint stands for', () => {
  const summary = { kind: 'summary', text: '', changedAt: '' } as const;
  expect([0, 1, 2].map((before) => checkpointWords(summary, before))).toEqual([
    'Summary of 0 messages',
    'Summary of 1 message',
    'Summary of 2 messages',
  ]);
  expect(checkpointWords({ ...summary, edited: true }, 1)).toBe('Summary of 1 message, edited');
  const dropped = { kind: 'dropped', changedAt: '' } as const;
  expect([1, 1200].map((before) => checkpointWords(dropped, before))).toEqual([
    '1 message left out',
    '1,200 messages left out',
  ]);
});
