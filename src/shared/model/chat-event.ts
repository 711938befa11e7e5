import type { AttachmentPart, Conversation, Id, Usage } from './conversation.ts';
import type { ParleyError } from './errors.ts';

/** Numbers a request to a provider within one run of main; small, since each batch of text carries it. */
export type TurnNumber = number;

/** A wait for a server that is not ready yet. */
export interface Wait {
  readonly reason: 'loading';
  /** When the server is asked again, in ms since the epoch. */
  readonly retryAt: number;
}

/**
 * What happens in one turn, in order. `seq` rises by one with every event of a turn; nothing comes
 * after a terminal event (`finished`, `failed`, `stopped`).
 */
export type ChatEvent =
  | {
      readonly kind: 'started';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly conversationId: Id;
      /** The assistant's message that grows. A turn that continues an answer names the same one again. */
      readonly messageId: Id;
    }
  | {
      readonly kind: 'delta';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly text: string;
    }
  | {
      readonly kind: 'reasoning';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly text: string;
    }
  | {
      /** The last `length` UTF-16 code units of the one were the end of the other. */
      readonly kind: 'moved';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly from: 'text' | 'reasoning';
      readonly length: number;
    }
  | {
      /** A picture that the model made is kept and belongs to the answer. */
      readonly kind: 'picture';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly part: AttachmentPart;
    }
  | {
      readonly kind: 'tool';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly callId: string;
      readonly name: string;
      readonly argumentsDelta: string;
    }
  | {
      /** The server loads the model; the question is asked again by itself. */
      readonly kind: 'waiting';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly wait: Wait;
    }
  | {
      readonly kind: 'usage';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly usage: Usage;
    }
  | {
      readonly kind: 'finished';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly finishReason: string;
    }
  | {
      readonly kind: 'failed';
      readonly turn: TurnNumber;
      readonly seq: number;
      readonly error: ParleyError;
    }
  | { readonly kind: 'stopped'; readonly turn: TurnNumber; readonly seq: number };

/**
 * An event as the core makes it; the turn's numbering is added where it is sent. A picture has the
 * address it came under with it, which no window gets: it may be megabytes.
 */
export type ChatStep =
  | (ChatEvent extends infer E
      ? E extends Exclude<ChatEvent, { kind: 'picture' }>
        ? Omit<E, 'turn' | 'seq'>
        : never
      : never)
  | PictureStep;

/** A picture as a model sent it. */
export interface PictureStep {
  readonly kind: 'picture';
  /** A data: address. */
  readonly url: string;
  /** How it is kept; null where nothing is. */
  readonly part: AttachmentPart | null;
}

/** A turn under way, as a renderer that attaches learns of it: the message it names holds all text up to `seq`. */
export interface LiveTurn {
  readonly turn: TurnNumber;
  readonly seq: number;
  readonly messageId: Id;
  /** Present while the turn waits for a server that is not ready yet. */
  readonly wait?: Wait;
}

/** Text on its way to the window, as a tuple: the envelope is paid for sixty times a second. */
export type TextBatch = readonly [turn: TurnNumber, seq: number, text: string];

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
