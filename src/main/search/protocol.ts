import type { LibraryState, LibraryStatistics, SearchAnswer } from '../../shared/model/library.ts';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';

/** What the worker is started with. */
export interface LibraryWorkerData {
  /** The data folder, absolute. */
  readonly root: string;
  /** Whether the data folder may be made if it is missing; false: it is on a disk that may be away. */
  readonly mayMakeRoot: boolean;
  /** One 32-bit number: the newest search; older ones are given up. */
  readonly newestSearch: SharedArrayBuffer;
}

/** What main asks of the worker; those with a `request` are answered. */
export type LibraryRequest =
  /** The conversation as it is now; of its messages, those that are new or have changed. */
  | {
      readonly kind: 'changed';
      readonly head: ConversationHead;
      readonly messages: readonly Message[];
    }
  | { readonly kind: 'removed'; readonly conversationId: Id }
  | {
      readonly kind: 'search';
      readonly request: number;
      readonly query: string;
      readonly limit: number;
    }
  | { readonly kind: 'statistics'; readonly request: number }
  /** Resolves when all that was told before is in the index, and a rebuild has ended. */
  | { readonly kind: 'settle'; readonly request: number }
  | { readonly kind: 'close'; readonly request: number };

export type LibraryReply =
  | { readonly kind: 'state'; readonly state: LibraryState }
  | { readonly kind: 'search'; readonly request: number; readonly answer: SearchAnswer }
  | {
      readonly kind: 'statistics';
      readonly request: number;
      readonly statistics: LibraryStatistics;
    }
  | { readonly kind: 'done'; readonly request: number }
  /** An error that nobody expected; the request, if there was one, gets no other answer. */
  | { readonly kind: 'failed'; readonly request: number | null; readonly error: string };
