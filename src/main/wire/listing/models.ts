import type { ModelInfo } from '../../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import { limitBodies } from '../bounded-body.ts';
import { openClient } from '../client.ts';
import { fromServerReport, toParleyError, type ErrorContext } from '../refusals/errors.ts';
import { asObject, asText, parseJson } from '../json.ts';
import type { ProviderConnection } from '../connection.ts';
import { rawWords } from '../refusals/server-words.ts';
import { isNotForChat } from '../../../shared/model/chat-models.ts';
import { factsIn, nameIn, pictureAnswersIn, priceIn } from './said-of-model.ts';
import { unexpectedBodyError } from '../turn-errors.ts';

/** How long a server may take to list its models (ms). */
const listTimeoutMs = 15_000;

/** Size limit of a model list (bytes); the longest known one has 1 MB. */
const maxListBytes = 16 * 1024 * 1024;

/** Created on demand: loading a locale's collation rules takes some milliseconds. */
function nameOrder(): (a: string, b: string) => number {
  return new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;
}

function idOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const model = asObject(value) ?? {};
  return asText(model['id']) || asText(model['model']) || asText(model['name']);
}

/**
 * The model list in OpenAI's shape, Ollama's, or as a bare array; null if there is none. An empty
 * list may be null.
 */
function listIn(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  const object = asObject(body);
  if (object === null) return null;
  for (const list of [object['data'], object['models']]) if (Array.isArray(list)) return list;
  return object['data'] === null || object['models'] === null ? [] : null;
}

/** Limits of a list: models, and UTF-16 code units of an id. */
const maxModels = 10_000;
const longestId = 500;

function infoOf(id: string, entry: unknown): ModelInfo {
  const model = asObject(entry);
  if (model === null) return { id };
  const price = priceIn(model);
  const name = nameIn(model, id);
  const pictureAnswers = pictureAnswersIn(model);
  return {
    id,
    ...(name === null ? {} : { name }),
    ...(price === null ? {} : { price }),
    ...(pictureAnswers === null ? {} : { pictureAnswers }),
    ...factsIn(model),
  };
}

/**
 * Reads a list of models as OpenAI, Ollama, LM Studio and llama.cpp send it. Each id appears once.
 * Sorted by name with numbers in order, models that do not chat last. Includes what the server says
 * of each: price, context window, abilities. null if the body holds no list.
 */
export function readModels(body: unknown): readonly ModelInfo[] | null {
  const list = listIn(body);
  if (list === null) return null;
  const entries = new Map(list.map((entry) => [idOf(entry), entry]));
  const ids = [...entries.keys()].filter((id) => id !== '' && id.length <= longestId);
  const byName = nameOrder();
  ids.sort((a, b) => Number(isNotForChat(a)) - Number(isNotForChat(b)) || byName(a, b));
  return ids.slice(0, maxModels).map((id) => infoOf(id, entries.get(id)));
}

/** Requests a server's list of models. Rejects with an ExpectedError. */
export async function listModels(
  connection: ProviderConnection,
  signal?: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const { name, baseUrl, apiKey, secrets } = connection;
  const context: ErrorContext = { name, baseUrl, apiKey, secrets };
  const timeout = AbortSignal.timeout(listTimeoutMs);
  const signals = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  let body: unknown;
  try {
    const client = await openClient(connection, limitBodies(connection.fetch, maxListBytes, name));
    const options = { signal: signals, timeout: listTimeoutMs, maxRetries: 1 };
    body = await client.get<unknown>('/models', options);
  } catch (error) {
    if (signals.aborted) {
      throw expected('models_timed_out', { provider: name });
    }
    throw new ExpectedError(toParleyError(error, context), { cause: error });
  }
  // The SDK only parses bodies that are labelled as JSON.
  const parsed = typeof body === 'string' ? (parseJson(body) ?? body) : body;
  const models = readModels(parsed);
  if (models !== null) return models;
  throw new ExpectedError(
    asObject(parsed)?.['error'] === undefined
      ? unexpectedBodyError(typeof body === 'string' ? body : rawWords(body ?? ''), context)
      : fromServerReport(parsed, context),
  );
}
