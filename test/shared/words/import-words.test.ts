import { expect, it } from 'vitest';
import { itemNameWords, remarkWords } from '../../../src/shared/words/import-words.ts';

it('names what has no name of its own', () => {
  expect(itemNameWords({ kind: 'conversation', source: 'chatgpt' })).toBe(
    'A conversation from ChatGPT',
  );
  expect(itemNameWords({ kind: 'conversation', source: null })).toBe('A conversation');
  expect(itemNameWords({ kind: 'project', name: 'Sea' })).toBe('Project “Sea”');
  expect(itemNameWords({ kind: 'entry', file: 'a.json', number: 3 })).toBe('a.json, entry 3');
});

it('counts what is many', () => {
  const entries = (count: number): string =>
    itemNameWords({ kind: 'entries', file: 'a.json', count });
  expect([0, 1, 2].map(entries)).toEqual([
    '0 entries of a.json',
    '1 entry of a.json',
    '2 entries of a.json',
  ]);
  expect(itemNameWords({ kind: 'unused_files', count: 1 })).toBe('1 file of the export');
  expect([1, 2].map((count) => remarkWords({ kind: 'messages_broken', count }))).toEqual([
    'One message could not be understood and was left out.',
    '2 messages could not be understood and were left out.',
  ]);
});
