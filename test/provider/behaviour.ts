import type { IncomingHttpHeaders } from 'node:http';
import type { Chunk, Delta, WireUsage } from './chunk.ts';
import type { Framing } from './framing.ts';

/** The parts of a request that behaviours depend on. */
export interface AskedFor {
  /** Without its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; null if it was empty or not JSON. */
  readonly body: ChatRequestBody | null;
}

/** The body of a chat completion or of a response, loosely typed because the provider records anything. */
export interface ChatRequestBody {
  readonly model?: string;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean } | null;
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  /** The conversation in the words of the Responses API. */
  readonly input?: unknown;
  readonly [extra: string]: unknown;
}

/** One action on an open stream. */
export type Step =
  /** An event with this chunk, framed. */
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  /** An event with any data, framed. */
  | { readonly kind: 'event'; readonly data: string; readonly name?: string }
  /** An event of the Responses API under its own name, framed; with the text that it holds. */
  | {
      readonly kind: 'response_event';
      readonly event: Readonly<Record<string, unknown>>;
      readonly content?: { readonly text: string; readonly reasoning: string };
    }
  /** [DONE], framed. */
  | { readonly kind: 'done' }
  /** Raw bytes, split but not framed. */
  | { readonly kind: 'bytes'; readonly bytes: string | Uint8Array }
  | { readonly kind: 'pause'; readonly ms: number }
  /** Waits until this many ms after the stream's first step. */
  | { readonly kind: 'until'; readonly ms: number }
  /** Sends nothing more until the client disconnects or the provider is closed. */
  | { readonly kind: 'silence' }
  /**
   * `clean` ends the body properly; `hang-up` closes the connection before the end of the body
   * (FIN); `reset` resets it (RST). Later steps are not run.
   */
  | { readonly kind: 'end'; readonly how: 'clean' | 'hang-up' | 'reset' };

/** Makes the chunks of one answer, with the answer's id and the requested model. */
export interface StreamMaker {
  readonly asked: AskedFor;
  /** True if the request has stream_options.include_usage. */
  readonly usageAsked: boolean;
  readonly chunk: (delta: Delta, finishReason?: string | null, extra?: Chunk) => Chunk;
  /** A step with a chunk of text. */
  readonly text: (text: string) => Step;
  /** The token counts after `completionTokens` chunks. A prompt token is four characters. */
  readonly usage: (completionTokens: number) => WireUsage;
  /** The chunk with the usage and `choices: []`. */
  readonly usageChunk: (usage: WireUsage) => Chunk;
}

interface Delivered {
  /** Delay before the status line, in ms. */
  readonly headersDelayMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly framing?: Partial<Framing>;
}

/** A tool call in a text behaviour, with its arguments in two fragments. */
export interface ScriptedToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** An answer made from text. Also answers requests without streaming. */
export interface TextBehaviour extends Delivered {
  readonly kind: 'text';
  readonly text: string;
  readonly reasoning?: string;
  /**
   * Where reasoning is sent: in a field, in inline tags, or in Mistral's parts. Default:
   * reasoning_content.
   */
  readonly reasoningAs?: 'reasoning_content' | 'reasoning' | 'think' | 'parts';
  /** Code points per token. By default a token is a word with the white space before it. */
  readonly tokenSize?: number;
  /** If absent, as fast as the client reads. */
  readonly tokensPerSecond?: number;
  /** Delay before the first token, in ms, after the headers and the role were sent. */
  readonly firstDelayMs?: number;
  readonly pauses?: readonly { readonly afterToken: number; readonly ms: number }[];
  /** Default: stop, or tool_calls if there are some; null sends none. */
  readonly finishReason?: string | null;
  /** `asked` (default): in a separate chunk, only if include_usage was requested. */
  readonly usage?: 'asked' | 'own-chunk' | 'last-chunk' | 'never';
  readonly usageValues?: WireUsage;
  /** Counts the texts of the messages; by default four characters are a token. */
  readonly countPrompt?: (texts: readonly string[]) => number;
  /** The first chunk: only a role with "" (default), only a role with null, or none. */
  readonly first?: 'role' | 'role-null' | 'none';
  readonly toolCalls?: readonly ScriptedToolCall[];
  /** Default true. */
  readonly toolCallIndex?: boolean;
  /** Further top-level fields of every chunk, such as Perplexity's `citations`. */
  readonly extra?: Chunk;
}

/** Recorded or invented chunks in order, then [DONE] according to the framing. */
export interface ChunksBehaviour extends Delivered {
  readonly kind: 'chunks';
  readonly chunks: readonly Chunk[];
  readonly tokensPerSecond?: number;
}

/** Any sequence of steps; [DONE] is sent only by a step. */
export interface StepsBehaviour extends Delivered {
  readonly kind: 'steps';
  readonly steps: (make: StreamMaker) => Iterable<Step> | AsyncIterable<Step>;
}

/** A complete response that is not a stream. */
export interface HttpBehaviour extends Delivered {
  readonly kind: 'http';
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** A refusal in OpenAI's format, or with any other body. */
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
  /** Accepts the request and never answers. */
  | { readonly kind: 'silence' }
  /** Resets the connection before the status line. */
  | { readonly kind: 'hang-up' }
  /** Redirects the client to another origin (which records requests) or back to itself. */
  | { readonly kind: 'redirect'; readonly status: number; readonly to: 'elsewhere' | 'itself' }
  | { readonly kind: 'choose'; readonly choose: (asked: AskedFor) => Behaviour };
