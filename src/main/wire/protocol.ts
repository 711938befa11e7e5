import type { ModelInfo } from '../../shared/contract/index.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';

/** A piece of a message. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; /** A data: address, or one on the web. */ readonly url: string }
  /** A piece that another program sent in the form of Chat Completions and Parley does not read, such as audio. */
  | { readonly kind: 'foreign'; readonly value: unknown };

/** A call of a tool, as the model made it. */
export interface Call {
  readonly callId: string;
  readonly name: string;
  /** JSON as the model wrote it; not necessarily valid. */
  readonly arguments: string;
}

/** A message in Parley's own words; each protocol puts it into its own. */
export type QuestionMessage = (
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly contents: readonly Content[] }
  | { readonly role: 'assistant'; readonly text: string; readonly calls: readonly Call[] }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string }
) & {
  /**
   * The message as another program sent it, in the form of Chat Completions: that protocol passes it
   * on unchanged, with all that Parley does not read. Others send what Parley has read of it.
   */
  readonly asSent?: unknown;
};

/** A tool that the model may call. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** All that a model is asked with. */
export interface Question {
  /** Set where the answer is not for the person to watch: it may come in one piece. */
  readonly purpose?: 'title';
  readonly model: string;
  /** The conversation so far, the question last. */
  readonly messages: readonly QuestionMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** Further fields of the request as its server names them; they cannot replace what is named here. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Longest silence of the server (no byte, before or within the answer), in ms. */
  readonly idleTimeoutMs: number;
  /** The answer already has text, so that a failure leads to Continue and not to Retry. */
  readonly continuesAnswer?: boolean;
}

/** A way to talk to models. Whatever a server's wire looks like, only this leaves its folder. */
export interface Protocol {
  /**
   * Asks a model and yields its answer as it arrives, one step per piece, not coalesced: `delta`,
   * `reasoning`, `moved`, `picture` and `tool` in the order sent, `waiting` while a server loads, then
   * `usage` if the server counted, then exactly one of `finished`, `failed` or `stopped`. Never throws.
   * `signal` is the person's Stop. A consumer that leaves early ends the request.
   */
  ask(question: Question, signal: AbortSignal): AsyncGenerator<ChatStep, void, undefined>;
  /** Rejects with an ExpectedError. */
  listModels(signal?: AbortSignal): Promise<readonly ModelInfo[]>;
}

/** The end of an answer. */
export type Terminal = Extract<ChatStep, { kind: 'finished' | 'failed' | 'stopped' }>;
