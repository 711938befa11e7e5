/** Token counts in the format of OpenAI-compatible servers. */
export interface WireUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly [detail: string]: unknown;
}

/** A piece of Mistral's array form of `content`. */
export interface ContentPart {
  readonly type: string;
  readonly text?: string;
  readonly thinking?: readonly ContentPart[];
}

/**
 * A fragment of a tool call. Only the first fragment of a call has the name, and `index` may be
 * missing.
 */
export interface ToolCallDelta {
  readonly index?: number;
  readonly id?: string;
  readonly type?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

/** The content that a chunk adds to the message. */
export interface Delta {
  /** Pictures beside the text, as OpenRouter sends them. */
  readonly images?: readonly unknown[];
  readonly role?: string;
  readonly content?: string | null | readonly ContentPart[];
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
  readonly tool_calls?: readonly ToolCallDelta[] | null;
}

/** One of the answers in a chunk. Here there is never more than one. */
export interface Choice {
  readonly index?: number;
  readonly delta?: Delta;
  readonly finish_reason?: string | null;
}

/**
 * A `chat.completion.chunk` as servers really send it: almost everything may be missing or null.
 */
export interface Chunk {
  readonly choices?: readonly Choice[] | null;
  readonly usage?: WireUsage | null;
  readonly x_groq?: { readonly usage?: WireUsage | null };
  readonly [extra: string]: unknown;
}

function partsText(parts: readonly ContentPart[], kind: 'text' | 'thinking'): string {
  return parts
    .map((part) => {
      if (part.type !== kind) return '';
      return kind === 'text' ? (part.text ?? '') : partsText(part.thinking ?? [], 'text');
    })
    .join('');
}

/** The text and reasoning of one chunk, as sent; inline `<think>` tags still count as text here. */
export function contentOf(chunk: Chunk): { readonly text: string; readonly reasoning: string } {
  const delta = chunk.choices?.[0]?.delta;
  const content = delta?.content ?? '';
  const named = delta?.reasoning_content ?? delta?.reasoning ?? '';
  if (typeof content === 'string') return { text: content, reasoning: named };
  return { text: partsText(content, 'text'), reasoning: named + partsText(content, 'thinking') };
}
