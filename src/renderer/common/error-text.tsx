import type { Coded } from '../../shared/model/errors.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { deferred } from '../ui/deferred.tsx';

/** The sentence of an error, for views that may render before all messages are there. */
export const ErrorText = deferred<{ readonly error: Coded }>(() =>
  Promise.resolve(({ error }) => sentenceOf(error)),
);
