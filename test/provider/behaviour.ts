import type { IncomingHttpHeaders } from 'node:http';
import type { Chunk, Delta, WireUsage } from './chunk.ts';
import type { Framing } from './framing.ts';

/** What a request asked for, as far as behaviours depend on it. */
export interface AskedFor {
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; null when it was empty or no JSON. */
  readonly body: ChatRequestBody | null;
}

/** The body of a chat completion, read loosely: the provider records whatever came. */
export interface ChatRequestBody {
  readonly model?: string;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean } | null;
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  readonly [extra: string]: unknown;
}

/** One thing that is done on an open stream. */
export type Step =
  /** An event with this chunk, framed. */
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  /** An event with any data, framed. */
  | { readonly kind: 'event'; readonly data: string; readonly name?: string }
  /** [DONE], framed. */
  | { readonly kind: 'done' }
  /** Bytes as they are, cut but not framed. */
  | { readonly kind: 'bytes'; readonly bytes: string | Uint8Array }
  | { readonly kind: 'pause'; readonly ms: number }
  /** Waits until so many ms after the stream's first step. */
  | { readonly kind: 'until'; readonly ms: number }
  /** Says nothing more until the client goes away or the provider is closed. */
  | { readonly kind: 'silence' }
  /**
   * `clean` ends the body as HTTP wants it; `hang-up` closes the connection without the end of the
   * body (FIN); `reset` tears it down (RST). Steps after it are not run.
   */
  | { readonly kind: 'end'; readonly how: 'clean' | 'hang-up' | 'reset' };

/** Makes the chunks of one answer: each carries the answer's id and the model asked for. */
export interface StreamMaker {
  readonly asked: AskedFor;
  /** True when the request has stream_options.include_usage. */
  readonly usageAsked: boolean;
  readonly chunk: (delta: Delta, finishReason?: string | null, extra?: Chunk) => Chunk;
  /** A step with a chunk of text. */
  readonly text: (text: string) => Step;
  /** The counts when `completionTokens` chunks were sent; a prompt's token is four characters. */
  readonly usage: (completionTokens: number) => WireUsage;
  /** The chunk with the usage and `choices: []`. */
  readonly usageChunk: (usage: WireUsage) => Chunk;
}

interface Delivered {
  /** Wait before the status line, in ms. */
  readonly headersDelayMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly framing?: Partial<Framing>;
}

/** A tool call that a text behaviour sends, its arguments in two fragments. */
export interface ScriptedToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** An answer made from text; answers requests that are not streamed as well. */
export interface TextBehaviour extends Delivered {
  readonly kind: 'text';
  readonly text: string;
  readonly reasoning?: string;
  /** Where reasoning goes: a field, inline tags, or Mistral's parts. Default reasoning_content. */
  readonly reasoningAs?: 'reasoning_content' | 'reasoning' | 'think' | 'parts';
  /** Code points per token; by default a token is a word with the white space before it. */
  readonly tokenSize?: number;
  /** Unpaced when absent: as fast as the client reads. */
  readonly tokensPerSecond?: number;
  /** Wait before the first token, in ms, with the headers and the role already sent. */
  readonly firstDelayMs?: number;
  readonly pauses?: readonly { readonly afterToken: number; readonly ms: number }[];
  /** Default stop, or tool_calls when there are some; null sends none. */
  readonly finishReason?: string | null;
  /** `asked` (default): a chunk of its own, only when include_usage was asked for. */
  readonly usage?: 'asked' | 'own-chunk' | 'last-chunk' | 'never';
  readonly usageValues?: WireUsage;
  /** The first chunk: only a role with "" (default), only a role with null, or none. */
  readonly first?: 'role' | 'role-null' | 'none';
  readonly toolCalls?: readonly ScriptedToolCall[];
  /** Default true. */
  readonly toolCallIndex?: boolean;
  /** Further top-level fields of every chunk, such as Perplexity's `citations`. */
  readonly extra?: Chunk;
}

/** Recorded or made-up chunks in order, then [DONE] as the framing says. */
export interface ChunksBehaviour extends Delivered {
  readonly kind: 'chunks';
  readonly chunks: readonly Chunk[];
  readonly tokensPerSecond?: number;
}

/** Any sequence of steps; [DONE] only where a step says so. */
export interface StepsBehaviour extends Delivered {
  readonly kind: 'steps';
  readonly steps: (make: StreamMaker) => Iterable<Step> | AsyncIterable<Step>;
}

/** A whole response that is no stream. */
export interface HttpBehaviour extends Delivered {
  readonly kind: 'http';
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** A refusal in OpenAI's shape, or with any other body. */
export interface ErrorBehaviour extends Delivered {
  readonly kind: 'error';
  readonly status: number;
  readonly message?: string;
  readonly code?: string;
  readonly type?: string;
  /** Default json. */
  readonly body?: 'json' | 'html' | 'text' | 'empty';
  /** Seconds, or an HTTP date. */
  readonly retryAfter?: number | string;
}

/** Behaviours by kind. */
export type Behaviour =
  | TextBehaviour
  | ChunksBehaviour
  | StepsBehaviour
  | HttpBehaviour
  | ErrorBehaviour
  /** Takes the request and never answers. */
  | { readonly kind: 'silence' }
  /** Tears the connection down before the status line. */
  | { readonly kind: 'hang-up' }
  /** Sends the client to another origin (which records what arrives) or back to itself. */
  | { readonly kind: 'redirect'; readonly status: number; readonly to: 'elsewhere' | 'itself' }
  | { readonly kind: 'choose'; readonly choose: (asked: AskedFor) => Behaviour };
