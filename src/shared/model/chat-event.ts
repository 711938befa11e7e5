import type {
  AttachmentPart,
  CalledTool,
  Conversation,
  Id,
  Opaque,
  Part,
  ResultContent,
  ToolState,
  Usage,
} from './conversation.ts';
import type { ParleyError } from './errors.ts';
import type { News } from './news.ts';

/** Numbers a request to a provider within one run of main; small, since each batch of text carries it. */
export type TurnNumber = number;

/** How far a running call has come. */
export interface ToolProgress {
  readonly done: number;
  /** null: unknown. In the unit of `done`. */
  readonly total: number | null;
  readonly message: string;
}

/** A wait for a server that is not ready yet. */
export interface Wait {
  readonly reason: 'loading';
  /** When the server is asked again, in ms since the epoch. */
  readonly retryAt: number;
}

/**
 * One thing that happens in a turn, as a wire protocol or the loop of tool calls tells it. Nothing
 * comes after `finished`, `failed` or `stopped`.
 */
export type ChatStep =
  | {
      readonly kind: 'started';
      readonly conversationId: Id;
      /** The assistant's message that grows. A turn that continues an answer names the same one again. */
      readonly messageId: Id;
    }
  | { readonly kind: 'delta'; readonly text: string }
  | {
      readonly kind: 'reasoning';
      readonly text: string;
      /** Completes this piece of reasoning: what follows is another one. */
      readonly opaque?: Opaque;
    }
  | {
      /** The last `length` UTF-16 code units of the one were the end of the other. */
      readonly kind: 'moved';
      readonly from: 'text' | 'reasoning';
      readonly length: number;
    }
  | PictureStep
  | {
      /** The model asks for a tool; the arguments come in pieces. */
      readonly kind: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly argumentsDelta: string;
      readonly opaque?: Opaque;
    }
  | {
      /** A call that was asked for has come further. */
      readonly kind: 'tool_state';
      readonly callId: string;
      readonly state: ToolState;
      /** The tool it goes to, once that is known. */
      readonly tool?: CalledTool;
      /** What the person wrote in place of its arguments. */
      readonly edited?: string;
    }
  /** A running call says how far it has come. It is not kept. */
  | { readonly kind: 'tool_progress'; readonly callId: string; readonly progress: ToolProgress }
  | {
      readonly kind: 'tool_result';
      readonly callId: string;
      readonly content: readonly ResultContent[];
      readonly isError: boolean;
    }
  /** A citation from the model's server. */
  | { readonly kind: 'citation'; readonly part: CitationPart }
  /** The server loads the model; the question is asked again by itself. */
  | { readonly kind: 'waiting'; readonly wait: Wait }
  /** News for the person about how the question was asked. */
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'finished'; readonly finishReason: string }
  | { readonly kind: 'failed'; readonly error: ParleyError }
  | { readonly kind: 'stopped' };

type CitationPart = Extract<Part, { kind: 'citation' }>;

/** A picture as a model sent it. */
export interface PictureStep {
  readonly kind: 'picture';
  /** A data: address. */
  readonly url: string;
  /** How it is kept; null where nothing is. */
  readonly part: AttachmentPart | null;
}

type CallPart = Extract<Part, { kind: 'tool_call' }>;

/** What a step changes in the parts of an answer, which are numbered from 0. */
export type PartChange =
  /** A part begins at the end. `index` is its number; what arrives of it piece by piece may have begun. */
  | { readonly kind: 'part'; readonly index: number; readonly part: Part }
  /** More of what arrives piece by piece: text, reasoning, or the arguments of a call. */
  | { readonly kind: 'grow'; readonly index: number; readonly text: string }
  /**
   * The last `length` UTF-16 code units of part `from` become the end of part `to`. A part of which
   * nothing is left is removed, and the numbers of those behind it fall by one.
   */
  | {
      readonly kind: 'moved';
      readonly from: number;
      readonly to: number;
      readonly length: number;
    }
  | {
      /** The call at `index` has changed in all but its arguments; the part is sent without them. */
      readonly kind: 'call';
      readonly index: number;
      readonly call: CallPart;
    };

/** What one turn tells the windows. */
type TurnNews =
  | Extract<
      ChatStep,
      {
        kind: 'started' | 'waiting' | 'usage' | 'tool_progress' | 'finished' | 'failed' | 'stopped';
      }
    >
  | Exclude<PartChange, { kind: 'grow' }>;

type Numbered<N> = N extends unknown
  ? N & { readonly turn: TurnNumber; readonly seq: number }
  : never;

/**
 * What happens in one turn as a window learns of it, in order, besides the text that comes as
 * {@link TextBatch}. `seq` rises by one with every event and batch of a turn; nothing comes after a
 * terminal event (`finished`, `failed`, `stopped`).
 */
export type TurnEvent = Numbered<TurnNews>;

/** A turn under way, as a renderer that attaches learns of it: the message it names holds all text up to `seq`. */
export interface LiveTurn {
  readonly turn: TurnNumber;
  readonly seq: number;
  readonly messageId: Id;
  /** Present while the turn waits for a server that is not ready yet. */
  readonly wait?: Wait;
}

/**
 * More of a part on its way to the window, as a tuple: the envelope is paid for sixty times a second.
 * The part itself was announced by a {@link TurnEvent}.
 */
export type TextBatch = readonly [turn: TurnNumber, seq: number, part: number, text: string];

/** A conversation as a window gets it, with the text so far of an answer that streams. */
export interface OpenedConversation {
  readonly conversation: Conversation;
  readonly live: LiveTurn | null;
  /** The path on show, first message first, if the conversation has only a part of its messages; null: it has all. */
  readonly path: readonly Id[] | null;
}

/** A turn that a command has begun. */
export interface StartedTurn {
  readonly conversationId: Id;
  readonly turn: TurnNumber;
  readonly messageId: Id;
}
