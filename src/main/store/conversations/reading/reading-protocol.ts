import type { MessageKey } from '../../../../shared/language/messages.ts';
import type { Phrases } from '../../../../shared/language/translate.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import type { ParsedFile } from '../parse-conversation.ts';

/** The titles that the thread gives to conversations that have lost theirs. */
export const readingKeys: readonly MessageKey[] = [
  'conversation.other_version',
  'conversation.recovered',
];

/** Messages from the reader to its thread, which answers each but a piece: once, in order. */
export type ToReadingThread =
  /** A part of the file that the next request is about. */
  | { readonly kind: 'piece'; readonly piece: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'parse'; readonly id: Id; readonly phrases: Phrases }
  /** Requests the next messages of the file. */
  | { readonly kind: 'next' };

export type FromReadingThread =
  /** A conversation comes without its messages. */
  | { readonly kind: 'parsed'; readonly parsed: ParsedFile }
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'end' }
  /** The thread did not expect this. */
  | { readonly kind: 'failed'; readonly reason: string };
