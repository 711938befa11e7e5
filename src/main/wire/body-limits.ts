import { expected } from '../../shared/expected.ts';
import { limitBody, type BodyLimits } from '../network/limit-body.ts';

type Fetch = typeof globalThis.fetch;

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
  atOnce?: number,
): Response {
  const errorFor = (met: keyof BodyLimits) =>
    expected('too_many_bytes', {
      provider: name,
      bytes: limits[met],
      of: met === 'body' ? 'answer' : 'piece',
    });
  return limitBody(response, limits, errorFor, atOnce);
}

/** Wraps `fetch` so that its answers are limited as they come. Their pieces stay whole. */
export function limitPackets(fetch: Fetch, name: string): Fetch {
  return async (input, init) =>
    limitAnswer(await fetch(input, init), name, bodyLimits, Number.POSITIVE_INFINITY);
}
