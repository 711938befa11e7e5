import { expected } from '../../shared/expected.ts';
import { limitBody, type BodyLimits } from '../network/limit-body.ts';

const megabyte = 1024 ** 2;

/** The limits in production. */
export const bodyLimits: BodyLimits = { event: 8 * megabyte, body: 64 * megabyte };

/**
 * Limits an answer of a model's server: its body fails with an ExpectedError (`bad_response`) that
 * names the server.
 */
export function limitAnswer(
  response: Response,
  name: string,
  limits: BodyLimits = bodyLimits,
): Response {
  return limitBody(response, limits, (met) =>
    expected('too_many_bytes', {
      provider: name,
      bytes: limits[met],
      of: met === 'body' ? 'answer' : 'piece',
    }),
  );
}
