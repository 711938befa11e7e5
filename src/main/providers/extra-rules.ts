import { ExpectedError } from '../../shared/expected.ts';
import { errorOf, type ErrorCode, type ErrorParams } from '../../shared/model/errors.ts';
import { extraFault } from '../../shared/model/extra-rules.ts';
import type { ExtraInput } from '../../shared/model/extras.ts';
import { maxExtras } from '../../shared/model/providers/provider-limits.ts';

/** The error for headers or query fields that a form may not contain. */
export function refusedExtras<C extends ErrorCode>(code: C, params: ErrorParams<C>): ExpectedError {
  return new ExpectedError(errorOf(code, params, { about: 'extras' }));
}

/**
 * Checks the headers and query fields that a person entered. Throws an ExpectedError (`invalid`)
 * that names the line and never repeats a value.
 */
export function checkExtras(extras: readonly ExtraInput[]): void {
  if (extras.length > maxExtras) {
    throw refusedExtras('too_many_extras', { most: maxExtras });
  }
  for (const at of extras.keys()) {
    const fault = extraFault(extras, at);
    if (fault !== null) throw refusedExtras(fault.problem.code, fault.problem.params);
  }
}
