import type { ChatStep } from '../../../shared/model/chat-event.ts';
import { ExpectedError } from '../../../shared/expected.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import type { ProviderConnection } from '../connection.ts';
import { isAnswer } from '../patient.ts';
import type { Protocol } from '../protocol.ts';

/** True for a refusal that another key may not get. */
function isAboutKey({ kind, status }: ParleyError): boolean {
  return kind === 'auth' || kind === 'rate_limit' || status === 401 || status === 403;
}

/** The connection once with each of its keys, beginning with the one that worked last. */
function connections(connection: ProviderConnection): readonly ProviderConnection[] {
  const { keys } = connection;
  if (keys === undefined) return [connection];
  const first = keys.preferred();
  const order = [first, ...keys.all.filter((key) => key !== first)];
  return order.map((apiKey) => ({ ...connection, apiKey }));
}

function remember({ keys, apiKey }: ProviderConnection): void {
  if (apiKey !== null) keys?.worked(apiKey);
}

/**
 * Does something with a connection's keys, one after the other, until one is accepted. Rejects with
 * the first key's failure if none is.
 */
export async function withEachKey<T>(
  connection: ProviderConnection,
  run: (connection: ProviderConnection) => Promise<T>,
): Promise<T> {
  let first: ExpectedError | null = null;
  for (const each of connections(connection)) {
    try {
      const result = await run(each);
      remember(each);
      return result;
    } catch (error) {
      if (!(error instanceof ExpectedError) || !isAboutKey(error.error)) throw error;
      first ??= error;
    }
  }
  throw first ?? new Error('There is no key to try.');
}

/**
 * Creates the protocol of a server with several keys. If a key is refused, or has reached its limit,
 * before anything of an answer has come, the next one is tried. The one that is accepted comes first
 * from then on.
 */
export function tryingKeys(
  connection: ProviderConnection,
  open: (connection: ProviderConnection) => Protocol,
): Protocol {
  if (connection.keys === undefined) return open(connection);
  return {
    async *ask(question, signal) {
      let first: Extract<ChatStep, { kind: 'failed' }> | null = null;
      for (const each of connections(connection)) {
        let hasBegun = false;
        let isRefused = false;
        for await (const step of open(each).ask(question, signal)) {
          if (!hasBegun && isAnswer(step)) remember(each);
          hasBegun ||= isAnswer(step);
          if (step.kind === 'failed' && !hasBegun && isAboutKey(step.error) && !signal.aborted) {
            first ??= step;
            isRefused = true;
          } else yield step;
        }
        if (!isRefused) return;
      }
      if (first !== null) yield first;
    },
    listModels: (signal) => withEachKey(connection, (each) => open(each).listModels(signal)),
  };
}
