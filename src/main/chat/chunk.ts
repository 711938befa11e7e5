import type { Usage } from '../../shared/conversation.ts';
import { asArray, asObject, asText, type Json } from './json.ts';

/** A fragment of a tool call as it came; `index` and `id` may both be missing. */
export interface ToolFragment {
  readonly index: number | null;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** What one chunk, or a whole answer that was not streamed, adds. */
export interface ReadChunk {
  readonly text: string;
  readonly reasoning: string;
  readonly tools: readonly ToolFragment[];
  readonly finishReason: string | null;
  readonly usage: Usage | null;
  /** The server reports a failure in place of a chunk. */
  readonly error: unknown;
}

/** Reads text out of Mistral's array form of `content`: `{ type, text }` and `{ type, thinking: [...] }`. */
function readParts(parts: readonly unknown[]): { text: string; reasoning: string } {
  let text = '';
  let reasoning = '';
  for (const value of parts) {
    if (typeof value === 'string') {
      text += value;
      continue;
    }
    const part = asObject(value);
    if (part === null) continue;
    const { thinking } = part;
    if (typeof thinking === 'string') reasoning += thinking;
    else if (Array.isArray(thinking)) reasoning += readParts(thinking).text;
    else text += asText(part['text']);
  }
  return { text, reasoning };
}

function readTool(value: unknown): ToolFragment {
  const call = asObject(value) ?? {};
  const called = asObject(call['function']) ?? {};
  const given = called['arguments'];
  const { index } = call;
  return {
    index: typeof index === 'number' ? index : null,
    id: asText(call['id']),
    name: asText(called['name']),
    // Some servers send the arguments as an object instead of its JSON.
    arguments: typeof given === 'object' && given !== null ? JSON.stringify(given) : asText(given),
  };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Maps the tokens a server counted; null when there is no count. DeepSeek names cached tokens its own way. */
export function readUsage(value: unknown): Usage | null {
  const usage = asObject(value);
  if (usage === null) return null;
  const promptTokens = count(usage['prompt_tokens']);
  const completionTokens = count(usage['completion_tokens']);
  const totalTokens = count(usage['total_tokens']);
  if (promptTokens === undefined && completionTokens === undefined && totalTokens === undefined) {
    return null;
  }
  const completion = asObject(usage['completion_tokens_details']) ?? {};
  const prompt = asObject(usage['prompt_tokens_details']) ?? {};
  const reasoningTokens = count(completion['reasoning_tokens']);
  const cachedTokens = count(prompt['cached_tokens']) ?? count(usage['prompt_cache_hit_tokens']);
  return {
    promptTokens: promptTokens ?? 0,
    completionTokens: completionTokens ?? 0,
    totalTokens: totalTokens ?? (promptTokens ?? 0) + (completionTokens ?? 0),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(cachedTokens === undefined ? {} : { cachedTokens }),
  };
}

/** A failure in place of a chunk: `{ error }`, vLLM's `{ object: "error" }`, FastAPI's `{ detail }`. */
function readError(chunk: Json): unknown {
  const { error } = chunk;
  if (error !== undefined && error !== null) return error;
  if (chunk['object'] === 'error') return chunk;
  if (chunk['choices'] !== undefined) return null;
  return typeof chunk['detail'] === 'string' || typeof chunk['message'] === 'string' ? chunk : null;
}

/** The first answer; requests never ask for more than one, but some servers send several. */
function firstChoice(chunk: Json): Json {
  for (const value of asArray(chunk['choices'])) {
    const choice = asObject(value);
    if (choice !== null && (choice['index'] ?? 0) === 0) return choice;
  }
  return {};
}

/**
 * Reads a chunk (`choices[0].delta`) or a whole answer (`choices[0].message`) as servers really send
 * them: nearly everything may be missing, null or of another type. Anything unknown adds nothing.
 */
export function readChunk(value: unknown): ReadChunk {
  const chunk = asObject(value) ?? {};
  const choice = firstChoice(chunk);
  const message = asObject(choice['delta']) ?? asObject(choice['message']) ?? {};
  const { content } = message;
  const parts = readParts(asArray(content));
  const legacyCall = asObject(message['function_call']);
  const tools = asArray(message['tool_calls']).map(readTool);
  if (legacyCall !== null) tools.push(readTool({ index: 0, function: legacyCall }));
  const finishReason = asText(choice['finish_reason']);
  const failed = finishReason === 'error' ? (choice['error'] ?? {}) : null;
  return {
    // A refusal stands where the text would be.
    text: asText(content) + parts.text + asText(message['refusal']),
    // Some servers send the same reasoning under both names.
    reasoning:
      (asText(message['reasoning_content']) || asText(message['reasoning'])) + parts.reasoning,
    tools,
    finishReason: finishReason === '' ? null : finishReason,
    usage: readUsage(chunk['usage']) ?? readUsage(asObject(chunk['x_groq'])?.['usage']),
    error: readError(chunk) ?? failed,
  };
}
