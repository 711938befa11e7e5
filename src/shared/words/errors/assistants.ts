import { t } from '../../language/translate.ts';
import type { assistantCodes } from '../../model/error-codes/assistants.ts';
import { megabytes } from './megabytes.ts';
import type { WordsFor } from './words-for.ts';

export const assistantWords = {
  assistant_file_too_large: ({ most }) =>
    t('error.assistant_file_too_large', { size: megabytes(most) }),
} satisfies WordsFor<typeof assistantCodes>;
