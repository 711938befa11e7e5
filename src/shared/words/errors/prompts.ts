import type { promptCodes } from '../../model/error-codes/prompts.ts';
import type { WordsFor } from './words-for.ts';

export const promptWords: WordsFor<typeof promptCodes> = {
  prompt_gone: () => 'This prompt no longer exists.',
  too_many_prompts: ({ most }) =>
    `Parley keeps at most ${most.toLocaleString('en')} prompts. Delete some first.`,
  prompts_too_much_text: ({ most }) =>
    `All prompts together may have at most ${most.toLocaleString('en')} characters. Shorten or delete some first.`,
  filled_too_long: ({ most }) =>
    `The filled text would be longer than ${most.toLocaleString('en')} characters. Fill in less, or attach it as a file.`,
  clipboard_too_long: ({ most }) =>
    `The text in the clipboard is longer than ${most.toLocaleString('en')} characters. Attach it as a file instead.`,
  prompt_without_clipboard: () => 'This prompt does not use the clipboard.',
  not_prompts: () => 'This is not a file of prompts that Parley exported.',
  prompts_by_newer: () =>
    'These prompts were exported by a newer version of Parley. Update Parley here, too.',
  prompts_too_long: () => 'This file of prompts is longer than any that Parley writes.',
};
