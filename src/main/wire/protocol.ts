import type { ModelInfo } from '../../shared/contract/index.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Opaque } from '../../shared/model/conversation.ts';
import type { Parameters } from '../../shared/model/parameters/parameters.ts';

/** One piece of a message's content. */
export type Content =
  | { readonly kind: 'text'; readonly text: string; readonly isOfResult?: true }
  | {
      readonly kind: 'image';
      /** A data: address, or one on the web. */
      readonly url: string;
      /** True for a picture from a tool result; the person has not sent it. */
      readonly isOfResult?: true;
    }
  /**
   * A content part from another program in the Chat Completions format that Parley does not read,
   * such as audio.
   */
  | { readonly kind: 'foreign'; readonly value: unknown };

/** A tool call as the model made it. */
export interface Call {
  readonly callId: string;
  readonly name: string;
  /** JSON as the model wrote it; may be invalid. */
  readonly arguments: string;
  /** Fields that the server wants back with the call. */
  readonly opaque?: Opaque | undefined;
}

/** Reasoning before a message, in a turn with tool calls. */
export interface Thought {
  readonly text: string;
  /**
   * Fields that the server wants back. Neither these nor the text are ever sent to another
   * provider.
   */
  readonly opaque: Opaque;
}

/** A message in Parley's own format; each protocol converts it to its wire's. */
export type QuestionMessage = (
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly contents: readonly Content[] }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly calls: readonly Call[];
      readonly thought?: Thought;
    }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string }
) & {
  /**
   * The message as another program sent it, in the Chat Completions format. That protocol passes it
   * on unchanged, including everything Parley does not read. Other protocols send what Parley has
   * read of it.
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

/** The facts about a request once its response has begun, or has failed to. */
export interface SentRequest {
  /** The fields that stood for parameters, by the server's names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The names of the tools that were sent; the model or its server may have refused others. */
  readonly tools: readonly string[];
  /** The server's name for the request, if it told one. */
  readonly requestId?: string;
}

/** Everything that a request to a model contains. */
export interface Question {
  /** Set if the person does not watch the answer: it may arrive in one piece. */
  readonly purpose?: 'title';
  readonly model: string;
  /** The conversation so far, with the question last. */
  readonly messages: readonly QuestionMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** As the person set them; each protocol sends those that the server is not known to refuse. */
  readonly parameters?: Parameters;
  /**
   * Request fields from another program by the server's own names. They take precedence over
   * parameters, but not over the other fields here.
   */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Longest silence of the server (no byte, before or during the answer), in ms. */
  readonly idleTimeoutMs: number;
  /** The answer already has text, so a failure offers Continue instead of Retry. */
  readonly continuesAnswer?: boolean;
  /** Called for each request that is made for the question; the last one counts. */
  readonly onSent?: (request: SentRequest) => void;
}

/**
 * A way to talk to models. It hides the server's wire format: only this interface leaves a
 * protocol's folder.
 */
export interface Protocol {
  /**
   * Asks a model and yields its answer as it arrives, and joins nothing but what comes together:
   * `delta`, `reasoning`, `moved`, `picture` and `tool` in the order sent, `waiting` while a server
   * loads, then `usage` if the server counted, then exactly one of `finished`, `failed` or `stopped`.
   * Never throws. `signal` is aborted when the person presses Stop. A consumer that leaves early
   * ends the request.
   */
  ask(question: Question, signal: AbortSignal): AsyncGenerator<ChatStep, void, undefined>;
  /** Rejects with an ExpectedError. */
  listModels(signal?: AbortSignal): Promise<readonly ModelInfo[]>;
}

/** The last step of an answer. */
export type Terminal = Extract<ChatStep, { kind: 'finished' | 'failed' | 'stopped' }>;
