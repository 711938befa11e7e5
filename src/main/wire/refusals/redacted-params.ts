import type { ParleyError } from '../../../shared/model/errors.ts';
import { redact } from './redact.ts';

/** Removes secrets from every text among an error's parameters. */
export function redactedParams(
  error: ParleyError,
  secrets: readonly (string | null)[],
): ParleyError {
  const params = Object.fromEntries(
    Object.entries(error.params).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? redact(value, secrets, { sparing: true }) : value,
    ]),
  );
  return { ...error, params } as ParleyError;
}
