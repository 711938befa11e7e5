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

/**
 * The number of a turn within one run of main. Kept small because every batch of text carries it.
 */
export type TurnNumber = number;

/** The progress of a running call. */
export interface ToolProgress {
  readonly done: number;
  /** In the unit of `done`; null if unknown. */
  readonly total: number | null;
  readonly message: string;
}

/** A wait for a server that is not ready yet. */
export interface Wait {
  readonly reason: 'loading';
  /** Time of the next attempt, in ms since the epoch. */
  readonly retryAt: number;
}

/**
 * One step of a turn, as reported by a wire protocol or the tool loop. `finished`, `failed` and
 * `stopped` are always last.
 */
export type ChatStep =
  | {
      readonly kind: 'started';
      readonly conversationId: Id;
      /** The growing assistant message. A turn that continues an answer names the existing one. */
      readonly messageId: Id;
    }
  | { readonly kind: 'delta'; readonly text: string }
  | {
      readonly kind: 'reasoning';
      readonly text: string;
      /** Completes this piece of reasoning. Further reasoning starts a new one. */
      readonly opaque?: Opaque;
    }
  | {
      /** The last `length` UTF-16 code units of one kind turned out to belong to the other. */
      readonly kind: 'moved';
      readonly from: 'text' | 'reasoning';
      readonly length: number;
    }
  | PictureStep
  | {
      /** The model calls a tool. The arguments arrive in pieces. */
      readonly kind: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly argumentsDelta: string;
      readonly opaque?: Opaque;
    }
  | {
      /** A tool call changed its state. */
      readonly kind: 'tool_state';
      readonly callId: string;
      readonly state: ToolState;
      /** The tool of the call, once it is known. */
      readonly tool?: CalledTool;
      /** JSON from the person that replaces the model's arguments. */
      readonly edited?: string;
      /** For `running`: when it began, in ms since the epoch. */
      readonly startedAt?: number;
    }
  /** Progress of a running call. It is not stored. */
  | { readonly kind: 'tool_progress'; readonly callId: string; readonly progress: ToolProgress }
  | {
      readonly kind: 'tool_result';
      readonly callId: string;
      readonly content: readonly ResultContent[];
      readonly isError: boolean;
    }
  /** A citation from the model's server. */
  | { readonly kind: 'citation'; readonly part: CitationPart }
  /** The server is loading the model; the question is sent again automatically. */
  | { readonly kind: 'waiting'; readonly wait: Wait }
  /** News for the person about the request, such as tools that were left out. */
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'finished'; readonly finishReason: string }
  | { readonly kind: 'failed'; readonly error: ParleyError }
  | { readonly kind: 'stopped' };

type CitationPart = Extract<Part, { kind: 'citation' }>;

/** A picture from a model. */
export interface PictureStep {
  readonly kind: 'picture';
  /** A data: URL. */
  readonly url: string;
  /** The stored attachment; null if it was not stored. */
  readonly part: AttachmentPart | null;
}

type CallPart = Extract<Part, { kind: 'tool_call' }>;

/** A change to the parts of an answer, which are numbered from 0. */
export type PartChange =
  /**
   * A part is appended. `index` is its number. A streamed part may already contain its first text.
   */
  | { readonly kind: 'part'; readonly index: number; readonly part: Part }
  /** More streamed content: text, reasoning, or the arguments of a call. */
  | { readonly kind: 'grow'; readonly index: number; readonly text: string }
  /**
   * Moves the last `length` UTF-16 code units of part `from` to the end of part `to`. If part
   * `from` becomes empty, it is removed and the parts behind it are renumbered.
   */
  | {
      readonly kind: 'moved';
      readonly from: number;
      readonly to: number;
      readonly length: number;
    }
  | {
      /**
       * Everything but the arguments of the call at `index` has changed; the part is sent without
       * them.
       */
      readonly kind: 'call';
      readonly index: number;
      readonly call: CallPart;
    };

/** The events of one turn. */
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
 * An event of a turn, in order, besides the text sent as {@link TextBatch}. `seq` increases by one
 * with every event and batch of a turn. A terminal event (`finished`, `failed`, `stopped`) is
 * always last.
 */
export type TurnEvent = Numbered<TurnNews>;

/**
 * A turn in progress, for a window that attaches to it. The named message contains all text up to
 * `seq`.
 */
export interface LiveTurn {
  readonly turn: TurnNumber;
  readonly seq: number;
  readonly messageId: Id;
  /** Set while the turn waits for a server that is not ready. */
  readonly wait?: Wait;
}

/**
 * More content of a part, as a tuple because it is sent up to sixty times a second. A {@link
 * TurnEvent} announced the part.
 */
export type TextBatch = readonly [turn: TurnNumber, seq: number, part: number, text: string];

/** A conversation as sent to a window, with the partial text of the streaming answers. */
export interface OpenedConversation {
  readonly conversation: Conversation;
  readonly live: readonly LiveTurn[];
  /**
   * The path on show, first message first, if only part of the messages is included; null if all
   * are.
   */
  readonly path: readonly Id[] | null;
}

/** A turn started by a command. */
export interface StartedTurn {
  readonly conversationId: Id;
  readonly turn: TurnNumber;
  readonly messageId: Id;
}
