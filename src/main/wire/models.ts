import type { ModelInfo } from '../../shared/contract/index.ts';
import type { TokenPrice } from '../../shared/model/settings.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import { limitBodies } from './bounded-body.ts';
import { openClient } from './client.ts';
import { fromServerReport, toParleyError, type ErrorContext } from './refusals/errors.ts';
import { asObject, asText, parseJson } from './json.ts';
import type { ProviderConnection } from './connection.ts';
import { rawWords } from './refusals/server-words.ts';
import { isNotForChat } from '../../shared/model/chat-models.ts';
import { whatCame } from './turn-errors.ts';

/** How long a server may take to list its models (ms). */
const listTimeoutMs = 15_000;

/** Size limit of a model list (bytes); the longest known one has 1 MB. */
const mostListBytes = 16 * 1024 * 1024;

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
 * Converts dollars per token, as OpenRouter writes them (`"0.0000025"`), to dollars per million;
 * null for anything that is not a price, such as -1.
 */
function perMillion(value: unknown): number | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
  const dollars = Number(value);
  if (!(dollars >= 0 && dollars <= 1)) return null;
  // Makes 0.00000015 · 1,000,000 come out as 0.15 and not 0.15000000000000002.
  return Number((dollars * 1_000_000).toPrecision(12));
}

function priceIn(value: unknown): TokenPrice | null {
  const pricing = asObject(asObject(value)?.['pricing']);
  const prompt = perMillion(pricing?.['prompt']);
  const completion = perMillion(pricing?.['completion']);
  if (prompt === null || completion === null) return null;
  const cached = perMillion(pricing?.['input_cache_read']);
  return { prompt, completion, ...(cached === null ? {} : { cached }) };
}

/** Fields with a context window: what is really loaded comes before what the model could take. */
const contextFields = [
  // LM Studio
  'loaded_context_length',
  // OpenRouter, Together, Fireworks
  'context_length',
  // vLLM, SGLang
  'max_model_len',
  // Groq
  'context_window',
  // Mistral, LM Studio
  'max_context_length',
];
const leastContext = 256;
const mostContext = 100_000_000;

function contextIn(value: unknown): number | null {
  const model = asObject(value) ?? {};
  const provider = asObject(model['top_provider']) ?? {};
  const sizes = [provider['context_length'], ...contextFields.map((field) => model[field])];
  const found = sizes.find(
    (size): size is number =>
      Number.isSafeInteger(size) && Number(size) >= leastContext && Number(size) <= mostContext,
  );
  return found ?? null;
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

/**
 * Reads a list of models as OpenAI, Ollama, LM Studio and llama.cpp send it. Each id appears once.
 * Sorted by name with numbers in order, models that do not chat last. Includes prices and context
 * windows if the server sends them, as OpenRouter does. null if the body holds no list.
 */
export function readModels(body: unknown): readonly ModelInfo[] | null {
  const list = listIn(body);
  if (list === null) return null;
  const ids = [...new Set(list.map(idOf))].filter((id) => id !== '');
  const byName = nameOrder();
  ids.sort((a, b) => Number(isNotForChat(a)) - Number(isNotForChat(b)) || byName(a, b));
  const prices = new Map(list.map((model) => [idOf(model), priceIn(model)]));
  const contexts = new Map(list.map((model) => [idOf(model), contextIn(model)]));
  return ids.map((id) => {
    const price = prices.get(id) ?? null;
    const contextTokens = contexts.get(id) ?? null;
    return {
      id,
      ...(price === null ? {} : { price }),
      ...(contextTokens === null ? {} : { contextTokens }),
    };
  });
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
    const client = await openClient(connection, limitBodies(connection.fetch, mostListBytes, name));
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
      ? whatCame(typeof body === 'string' ? body : rawWords(body ?? ''), context)
      : fromServerReport(parsed, context),
  );
}
