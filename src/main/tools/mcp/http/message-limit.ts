import { expected } from '../../../../shared/expected.ts';
import { limitBody } from '../../../network/limit-body.ts';

/** The longest message of a server over HTTP, in bytes; the same as over stdio. */
const longestMessage = 64 * 1024 ** 2;

/**
 * Wraps `fetch` so that an answer fails with an ExpectedError if a message is too long. A stream of
 * events may run for days, so only each of its events is limited; any other answer is limited as a
 * whole.
 */
export function limitMessages(
  fetch: typeof globalThis.fetch,
  server: string,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
    const limits = { event: longestMessage, body: isStream ? Infinity : longestMessage };
    return limitBody(response, limits, () => expected('tool_result_too_large', { server }));
  };
}
