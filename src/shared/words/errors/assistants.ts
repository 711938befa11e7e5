import type { assistantCodes } from '../../model/error-codes/assistants.ts';
import type { WordsFor } from './words-for.ts';

export const assistantWords: WordsFor<typeof assistantCodes> = {
  assistant_gone: () => 'This assistant no longer exists. Choose another one.',
  too_many_assistants: ({ most }) =>
    `Parley keeps at most ${most.toLocaleString('en')} assistants. Delete some first.`,
  assistant_file_too_large: ({ most }) =>
    `The file is larger than ${String(Math.floor(most / 1024 / 1024))} MB, more than any assistant.`,
  not_an_assistant: () => 'This is not an assistant, an agent or a character card.',
  assistant_by_newer: () =>
    'This assistant was exported by a newer version of Parley. Update Parley here, too.',
  assistants_too_long: () => 'This file of assistants is longer than any that Parley writes.',
};
