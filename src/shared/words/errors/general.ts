import type { generalCodes } from '../../model/error-codes/general.ts';
import type { WordsFor } from './words-for.ts';

export const generalWords: WordsFor<typeof generalCodes> = {
  plain: ({ text }) => text,
  imported: ({ text }) => text,
  imported_unsaid: () => 'This answer failed.',
  internal: () => 'Something went wrong inside Parley. Try again.',
  internal_while_answering: () =>
    'Something went wrong inside Parley while this answer arrived. Try again.',
  internal_command: () =>
    'Something went wrong inside Parley. Try again; if it stays, restart the app.',
  request_not_understood: () =>
    'Parley could not understand that request. Reload the window and try again.',
  unknown: () => 'This failed in a newer version of Parley, which knows why.',
};
