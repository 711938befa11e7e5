import { sentences } from '../../shared/language/formats.ts';
import type { Coded } from '../../shared/model/errors.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { deferred } from '../ui/deferred.tsx';

/** The sentences of errors, for views that may render before all messages are there. */
export const ErrorText = deferred<{
  readonly error: Coded;
  readonly more?: readonly Coded[] | undefined;
}>(() => Promise.resolve(({ error, more = [] }) => sentences(...[error, ...more].map(sentenceOf))));
