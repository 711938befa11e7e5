import { namesText } from '../../language/formats.ts';
import { t } from '../../language/translate.ts';
import type { programCodes } from '../../model/error-codes/program.ts';
import type { WordsFor } from './words-for.ts';

export const programWords = {
  settings_left_out: ({ settings }) =>
    t('error.settings_left_out', { settings: namesText(settings) }),
} satisfies WordsFor<typeof programCodes>;
