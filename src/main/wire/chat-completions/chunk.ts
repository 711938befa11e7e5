import type { Usage } from '../../../shared/model/conversation.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';
import { readCitations, type ReadCitation } from '../answers/citations.ts';
import { isPicturePart, pictureAddress, picturesBeside } from '../answers/sent-pictures.ts';
import { tokenCounts } from '../answers/token-counts.ts';
import type { ToolFragment } from '../answers/tool-calls.ts';
import { readReport } from '../stream-errors.ts';

/** The contents of one chunk, or of a whole answer that was not streamed. */
export interface ReadChunk {
  readonly text: string;
  readonly reasoning: string;
  /** Whether the reasoning arrived as `reasoning_content`. */
  readonly isReasoningContent: boolean;
  /** Fragments of OpenRouter's reasoning blocks, which must be sent back. */
  readonly reasoningDetails: readonly Json[];
  readonly tools: readonly ToolFragment[];
  /** Picture URLs: data: or http(s). */
  readonly pictures: readonly string[];
  readonly citations: readonly ReadCitation[];
  readonly finishReason: string | null;
  readonly usage: Usage | null;
  /** True for a token count without content, as in the last chunk of many servers. */
  readonly isCount: boolean;
  /** An error that the server sent instead of a chunk. */
  readonly error: unknown;
}

interface Content {
  text: string;
  reasoning: string;
  readonly pictures: string[];
}

/** How deeply content parts may be nested. */
const deepestPart = 4;

/** The text of a part that holds text or further parts. */
function wordsIn(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (depth > deepestPart) return '';
  if (Array.isArray(value)) return value.map((each) => wordsIn(each, depth + 1)).join('');
  const part = asObject(value);
  if (part === null) return '';
  for (const name of ['text', 'thinking', 'reasoning', 'summary', 'content']) {
    const words = wordsIn(part[name], depth + 1);
    if (words !== '') return words;
  }
  return '';
}

/**
 * Reads one content part: `thinking` of Mistral and Anthropic, `text`, OpenAI's `reasoning`, and
 * pictures.
 */
function readPart(value: unknown, content: Content): void {
  if (typeof value === 'string') {
    content.text += value;
    return;
  }
  const part = asObject(value);
  if (part === null) return;
  if (isPicturePart(part)) {
    const address = pictureAddress(part);
    if (address !== null) content.pictures.push(address);
    return;
  }
  const type = asText(part['type']);
  const isThought = part['thinking'] != null || part['thought'] === true;
  if (isThought || /^(?:thinking|reasoning)/.test(type)) content.reasoning += wordsIn(part, 0);
  else content.text += asText(part['text']) || asText(part['refusal']);
}

function readContent(value: unknown): Content {
  const content: Content = { text: asText(value), reasoning: '', pictures: [] };
  if (Array.isArray(value)) for (const part of value) readPart(part, content);
  else if (typeof value === 'object') readPart(value, content);
  return content;
}

/** Reasoning next to the content; some servers send the same text under several names. */
function readReasoning(message: Json): string {
  for (const name of [
    'reasoning_content',
    'reasoning',
    'reasoning_details',
    'reasoning_text',
    'thinking',
    'thinking_blocks',
  ]) {
    const words = wordsIn(message[name], 0);
    if (words !== '') return words;
  }
  return '';
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
    // Some servers send the arguments as an object instead of as JSON text.
    arguments: typeof given === 'object' && given !== null ? JSON.stringify(given) : asText(given),
    extra: asObject(call['extra_content']),
  };
}

/**
 * Maps a server's token counts; null if there are none. DeepSeek uses its own name for cached
 * tokens.
 */
export function readUsage(value: unknown): Usage | null {
  const usage = asObject(value);
  if (usage === null) return null;
  const prompt = asObject(usage['prompt_tokens_details']);
  return tokenCounts({
    prompt: usage['prompt_tokens'],
    completion: usage['completion_tokens'],
    total: usage['total_tokens'],
    reasoning: asObject(usage['completion_tokens_details'])?.['reasoning_tokens'],
    cached: prompt?.['cached_tokens'] ?? usage['prompt_cache_hit_tokens'],
    charge: usage['cost'],
  });
}

/** The first choice. Requests never ask for more than one, but some servers send several. */
function firstChoice(chunk: Json): Json {
  for (const value of asArray(chunk['choices'])) {
    const choice = asObject(value);
    if (choice !== null && (choice['index'] ?? 0) === 0) return choice;
  }
  return {};
}

/** The finish reason, from any of the places where servers put it; '' if there is none. */
function readFinishReason(chunk: Json, choice: Json, message: Json): string {
  return (
    asText(choice['finish_reason']) ||
    asText(choice['finishReason']) ||
    asText(message['finish_reason']) ||
    asText(chunk['finish_reason'])
  );
}

function readTools(message: Json): ToolFragment[] {
  const tools = asArray(message['tool_calls']).map(readTool);
  const legacyCall = asObject(message['function_call']);
  if (legacyCall !== null) tools.push(readTool({ index: 0, function: legacyCall }));
  return tools;
}

/**
 * Reads a chunk (`choices[0].delta`) or a whole answer (`choices[0].message`) as servers really
 * send them: nearly everything may be missing, null or of another type. Unknown fields are ignored.
 */
export function readChunk(value: unknown): ReadChunk {
  const chunk = asObject(value) ?? {};
  const choice = firstChoice(chunk);
  const message = asObject(choice['delta']) ?? asObject(choice['message']) ?? {};
  const content = readContent(message['content']);
  const finishReason = readFinishReason(chunk, choice, message);
  const usage = readUsage(chunk['usage']) ?? readUsage(asObject(chunk['x_groq'])?.['usage']);
  return {
    // A refusal takes the place of the text; `text` is from the older API.
    text: (content.text || asText(choice['text'])) + asText(message['refusal']),
    reasoning: readReasoning(message) + content.reasoning,
    isReasoningContent: asText(message['reasoning_content']) !== '',
    reasoningDetails: asArray(message['reasoning_details'])
      .map(asObject)
      .filter((each) => each !== null),
    tools: readTools(message),
    pictures: [...content.pictures, ...picturesBeside(message)],
    citations: readCitations(chunk, message),
    finishReason: finishReason === '' ? null : finishReason,
    usage,
    isCount: usage !== null && asArray(chunk['choices']).length === 0,
    error: readReport(chunk, choice, finishReason),
  };
}
