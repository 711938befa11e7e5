import { expected, ExpectedError } from '../../shared/expected.ts';
import { openClient } from './client.ts';
import type { Connection, ProviderConnection } from './connection.ts';
import { asObject, asText, type Json } from './json.ts';
import { withEachKey } from './server/trying-keys.ts';
import { toParleyError } from './refusals/errors.ts';

/** Size limit of embeddings (bytes), which come in one line: some thousand long vectors. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Passes a request for embeddings on to a server and returns its answer as it is. Rejects with an
 * ExpectedError.
 */
export function embed(
  connection: Connection,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
  timeout: number,
): Promise<Json> {
  if (connection.protocol === 'demo') {
    return Promise.reject(expected('no_embeddings', { provider: connection.name }));
  }
  return withEachKey(connection, (each) =>
    embedWith(each, body, signal, each.idleTimeoutMs ?? timeout),
  );
}

async function embedWith(
  connection: ProviderConnection,
  body: Json,
  signal: AbortSignal,
  timeout: number,
): Promise<Json> {
  const { name } = connection;
  let answer: unknown;
  try {
    const limits = { event: maxBytes, body: maxBytes };
    const client = await openClient(connection, connection.fetch, limits);
    answer = await client.post<unknown>('/embeddings', { body, signal, timeout });
  } catch (error) {
    const { baseUrl, apiKey, secrets } = connection;
    const model = asText(body['model']);
    const context = { name, baseUrl, apiKey, secrets, model };
    throw new ExpectedError(toParleyError(error, context), { cause: error });
  }
  const object = asObject(answer);
  if (object === null || !Array.isArray(object['data'])) {
    throw expected('other_than_embeddings', { provider: name });
  }
  return object;
}
