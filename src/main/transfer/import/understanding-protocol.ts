import type { MessageKey } from '../../../shared/language/messages.ts';
import type { Phrases } from '../../../shared/language/translate.ts';
import type { Conversation, Message } from '../../../shared/model/conversation.ts';
import type { DraftConversation, DraftNode } from './draft.ts';
import type { FoundAssistant, OwnConversation, Unreadable } from './formats/format.ts';

/** The names that the thread gives to files without one. */
export const threadKeys: readonly MessageKey[] = [
  'composer.pasted',
  'file.artifact',
  'file.audio',
  'file.canvas',
  'file.image',
  'file.plot',
  'file.unnamed',
];

/** Messages from the import to its thread. The thread answers each but a piece: once, in order. */
export type ToThread =
  /** Another document begins: the messages collected from the last one are dropped. */
  | { readonly kind: 'begin'; readonly phrases: Phrases }
  /** Bytes that the next message refers to. */
  | { readonly kind: 'piece'; readonly piece: Uint8Array<ArrayBuffer> }
  /** The pieces are JSON values of these lengths. */
  | { readonly kind: 'values'; readonly lengths: readonly number[] }
  /** The pieces are a text. */
  | { readonly kind: 'text'; readonly name: string }
  /** The end of the document: the collected messages become conversations. */
  | { readonly kind: 'gathered' }
  /** Requests the next part of the conversations that were found. */
  | { readonly kind: 'next' };

/** How a JSON value or a text was understood. */
export type Meaning =
  /** It contains this many conversations, to be requested with `next`. */
  | { readonly kind: 'found'; readonly count: number }
  /** It is a single message. */
  | { readonly kind: 'gathered' }
  | { readonly kind: 'list_of_downloads' | 'invalid' | 'stranger' };

/**
 * A part of a conversation: its head, then its contents piece by piece, so that main never receives
 * all of it at once.
 */
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
  | { readonly kind: 'assistant'; readonly assistant: Omit<FoundAssistant, 'documents'> }
  | { readonly kind: 'documents'; readonly documents: FoundAssistant['documents'] }
  /** The conversation is complete. */
  | { readonly kind: 'end' };

export type FromThread =
  | { readonly kind: 'meanings'; readonly meanings: readonly Meaning[] }
  | { readonly kind: 'part'; readonly part: FoundPart }
  /** The thread did not expect this. */
  | { readonly kind: 'failed'; readonly reason: string };
