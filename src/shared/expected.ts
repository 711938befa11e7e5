import { errorOf, type ErrorCode, type ErrorParams, type ParleyError } from './model/errors.ts';
import type { ErrorTraits } from './model/stored-error.ts';
import { withoutIsolates } from './language/isolate.ts';
import { sentenceOf } from './words/error-words.ts';

/**
 * Carries a {@link ParleyError} through code that throws. The IPC adapter turns it into a Result.
 * Its `message` is for logs; people read a sentence made from `error`.
 */
export class ExpectedError extends Error {
  readonly error: ParleyError;

  constructor(error: ParleyError, options?: ErrorOptions) {
    super(withoutIsolates(sentenceOf(error)), options);
    this.name = 'ExpectedError';
    this.error = error;
  }
}

/** Makes the exception by which a command reports an expected failure. */
export function expected<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  rest: Partial<ErrorTraits> = {},
): ExpectedError {
  return new ExpectedError(errorOf(code, params, rest));
}
