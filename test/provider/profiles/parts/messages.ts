import type { ChatRequestBody } from '../../behaviour.ts';

/** A call in a message, as received. */
export interface SentCall {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly function?: { readonly name?: unknown; readonly arguments?: unknown };
  readonly [extra: string]: unknown;
}

/** A message as received. */
export interface SentMessage {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly SentCall[];
  readonly tool_call_id?: unknown;
  readonly [extra: string]: unknown;
}

/** A tool as received. */
export interface SentTool {
  readonly type?: unknown;
  readonly function?: {
    readonly name?: unknown;
    readonly description?: unknown;
    readonly parameters?: unknown;
    readonly [extra: string]: unknown;
  };
  readonly [extra: string]: unknown;
}

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for a JSON object. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The messages of a request. */
export function messagesOf(body: ChatRequestBody): readonly SentMessage[] {
  return body.messages ?? [];
}

/** The tools of a request. */
export function toolsOf(body: ChatRequestBody): readonly SentTool[] {
  return Array.isArray(body['tools']) ? (body['tools'] as readonly SentTool[]) : [];
}

/** The calls of a message. */
export function callsOf(message: SentMessage): readonly SentCall[] {
  return Array.isArray(message.tool_calls) ? message.tool_calls : [];
}

/** The parts of a message whose content is an array. */
export function partsOf({ content }: SentMessage): readonly Fields[] {
  return Array.isArray(content) ? content.filter(isObject) : [];
}

/** True if a message holds nothing but blank text. */
export function isBlank(message: SentMessage): boolean {
  if (callsOf(message).length > 0) return false;
  const { content } = message;
  if (typeof content === 'string') return content.trim() === '';
  const parts = partsOf(message);
  return parts.every((part) => part['type'] === 'text' && String(part['text']).trim() === '');
}

/** True for the JSON of an object. */
export function isJsonObject(text: unknown): boolean {
  try {
    return isObject(JSON.parse(String(text)));
  } catch {
    return false;
  }
}
