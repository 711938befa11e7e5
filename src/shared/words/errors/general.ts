import type { generalCodes } from '../../model/error-codes/general.ts';
import type { WordsFor } from './words-for.ts';

/** Sentences of another program, or of another version of Parley, in the language of theirs. */
export const generalWords = {
  plain: ({ text }) => text,
  imported: ({ text }) => text,
} satisfies WordsFor<typeof generalCodes>;
