import { expect, it } from 'vitest';
import {
  answererName,
  columnTitle,
  endedWords,
  nextWords,
  quotedTitle,
} from '../../../src/shared/words/compare-words.ts';

it('names an answer, also while its name is hidden', () => {
  const named = { number: 2, name: answererName('oak-1', 'Poet') };
  const hidden = { number: 2, name: '' };
  expect(columnTitle(named)).toBe('Answer 2, oak-1, Poet');
  expect(columnTitle(hidden)).toBe('Answer 2');
  expect(nextWords(named)).toBe(
    'Unless you choose, your next message follows answer 2, oak-1, Poet.',
  );
  expect(nextWords(hidden)).toBe('Unless you choose, your next message follows answer 2.');
  expect(endedWords(named, 'complete')).toBe('Answer 2 is complete.');
  expect(endedWords(named, 'failed')).toBe('');
});

it('keeps the label of a quote one line of plain words', () => {
  expect(quotedTitle({ number: 1, name: 'a*b_[c]' })).toBe(String.raw`**Answer 1 (a\*b\_\[c\])**`);
  expect(quotedTitle({ number: 1, name: '' })).toBe('**Answer 1**');
  expect(quotedTitle({ number: 1, name: answererName('شاعر', '') })).toBe('**Answer 1 (شاعر)**');
});
