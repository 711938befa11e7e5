import { t } from '../../language/translate.ts';
import type { answerCodes } from '../../model/error-codes/answer.ts';
import { durationWords } from './wait-words.ts';
import { megabytes } from './megabytes.ts';
import type { WordsFor } from './words-for.ts';

export const answerWords = {
  silent: ({ provider, idleMs, hasText }) => {
    const values = { provider, duration: durationWords(idleMs / 1000) };
    return hasText ? t('error.silent.midway', values) : t('error.silent', values);
  },
  too_many_bytes: ({ provider, bytes, of }) =>
    t(`error.too_many_bytes.${of}`, { provider, size: megabytes(bytes) }),
} satisfies WordsFor<typeof answerCodes>;
