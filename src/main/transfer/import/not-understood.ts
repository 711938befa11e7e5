import { ExpectedError } from '../../../shared/expected.ts';
import { codedOf, type Coded } from '../../../shared/model/errors.ts';

/**
 * Why something in an export was skipped: the reason of an expected error, or that it was not
 * understood.
 */
export function notUnderstood(error: unknown): Coded {
  if (error instanceof ExpectedError) return codedOf(error.error);
  const said = error instanceof Error ? error.message : String(error);
  return { code: 'import_not_understood', params: { said } };
}
