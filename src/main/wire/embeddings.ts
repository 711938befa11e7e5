import { expected, ExpectedError } from '../../shared/expected.ts';
import { openClient } from './client.ts';
import type { Connection } from './connection.ts';
import { asObject, asText } from './json.ts';
import { toParleyError } from './refusals/errors.ts';

/** Size limit of embeddings (bytes), which come in one line: some thousand long vectors. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Passes a request for embeddings on to a server and returns its answer as it is. Rejects with an
 * ExpectedError.
 */
export async function embed(
  connection: Connection,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
  timeout: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { name } = connection;
  if (connection.protocol === 'demo') throw expected('no_embeddings', { provider: name });
  let answer: unknown;
  try {
    const limits = { event: mostBytes, body: mostBytes };
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
