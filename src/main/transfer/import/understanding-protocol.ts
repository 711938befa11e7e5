import type { Conversation, Message } from '../../../shared/model/conversation.ts';
import type { DraftConversation, DraftNode } from './draft.ts';
import type { OwnConversation, Unreadable } from './formats/format.ts';

/** What the import says to its thread, and the thread answers to each but a piece: once, in order. */
export type ToThread =
  /** Another document begins: what was gathered of the last one is forgotten. */
  | { readonly kind: 'begin' }
  /** Bytes of what is asked about next. */
  | { readonly kind: 'piece'; readonly piece: Uint8Array<ArrayBuffer> }
  /** The pieces are JSON values of these lengths. */
  | { readonly kind: 'values'; readonly lengths: readonly number[] }
  /** The pieces are a text. */
  | { readonly kind: 'text'; readonly name: string }
  /** The document is over: what was gathered becomes conversations. */
  | { readonly kind: 'gathered' }
  /** One more part of the conversations that were found. */
  | { readonly kind: 'next' };

/** What a JSON value, or a text, is. */
export type Meaning =
  /** So many conversations, which are asked for with `next`. */
  | { readonly kind: 'found'; readonly count: number }
  /** A message that stands by itself. */
  | { readonly kind: 'gathered' }
  | { readonly kind: 'list_of_downloads' | 'invalid' | 'stranger' };

/** A conversation on its way: its head, then what it holds, piece by piece, so that main never takes in all of it at once. */
export type FoundPart =
  | { readonly kind: 'draft'; readonly draft: Omit<DraftConversation, 'nodes'> }
  | { readonly kind: 'nodes'; readonly nodes: readonly DraftNode[] }
  | {
      readonly kind: 'own';
      readonly own: Omit<OwnConversation, 'conversation' | 'attachments'>;
      readonly conversation: Omit<Conversation, 'messages'>;
    }
  | { readonly kind: 'messages'; readonly messages: readonly (readonly [string, Message])[] }
  | {
      readonly kind: 'attachment';
      readonly sha256: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: 'unreadable'; readonly unreadable: Unreadable }
  /** The conversation is whole. */
  | { readonly kind: 'end' };

export type FromThread =
  | { readonly kind: 'meanings'; readonly meanings: readonly Meaning[] }
  | { readonly kind: 'part'; readonly part: FoundPart }
  /** The thread did not expect this. */
  | { readonly kind: 'failed'; readonly reason: string };
