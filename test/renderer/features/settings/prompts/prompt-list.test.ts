import { expect, test } from 'vitest';
import {
  folderNames,
  foldersOf,
  importedWords,
  readPrompt,
} from '../../../../../src/renderer/features/settings/prompts/prompt-list.ts';
import { letter, summary } from '../../../../shared/model/prompts/samples.ts';

const note = { ...summary, id: 'p3', name: 'Note 10', folder: 'Mail' };
const second = { ...note, id: 'p4', name: 'Note 9' };
const prompts = [note, letter, second, summary];

test('prompts are listed by folder and name, those without a folder first', () => {
  expect(foldersOf(prompts, '')).toEqual([
    { name: '', prompts: [summary] },
    { name: 'Mail', prompts: [letter, second, note] },
  ]);
  expect(folderNames(prompts)).toEqual(['Mail']);
});

test('a search looks at names, folders and texts', () => {
  expect(foldersOf(prompts, 'mail note')).toEqual([{ name: 'Mail', prompts: [second, note] }]);
  expect(foldersOf(prompts, 'THREE sentences note')[0]?.prompts).toEqual([second, note]);
  expect(foldersOf(prompts, 'nothing')).toEqual([]);
});

test('what was typed is checked, and finds the folder that is there', () => {
  expect(readPrompt({ name: ' A ', folder: ' mail ', text: ' b ' }, ['Mail'])).toEqual({
    ok: true,
    form: { name: 'A', folder: 'Mail', text: ' b ' },
  });
  expect(readPrompt({ name: ' ', folder: '', text: ' ' }, [])).toMatchObject({
    ok: false,
    problems: { name: 'Enter a name.', folder: null, text: 'Enter the text of the prompt.' },
  });
  expect(readPrompt({ name: 'A', folder: '', text: 'a'.repeat(100_001) }, [])).toMatchObject({
    problems: { text: 'Enter at most 100,000 characters.' },
  });
});

test('an import is put into words', () => {
  expect(importedWords({ added: 1, known: 0, skipped: 0 })).toBe('1 prompt added.');
  expect(importedWords({ added: 0, known: 2, skipped: 3 })).toBe(
    'No prompt added. 2 prompts were here already. 3 left out, because they cannot be read.',
  );
});
