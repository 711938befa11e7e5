import type { LibraryState, LibraryStatistics, SearchAnswer } from '../../shared/model/library.ts';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';

/** The data that the worker is started with. */
export interface LibraryWorkerData {
  /** The data folder, absolute. */
  readonly root: string;
  /**
   * Whether a missing data folder may be created; false if it is on a disk that may be
   * disconnected.
   */
  readonly mayMakeRoot: boolean;
  /** One 32-bit number: the latest search; earlier ones are abandoned. */
  readonly newestSearch: SharedArrayBuffer;
}

/** Messages from main to the worker; those with a `request` are answered. */
export type LibraryRequest =
  /** A conversation's current state; `messages` are those that are new or have changed. */
  | {
      readonly kind: 'changed';
      readonly head: ConversationHead;
      readonly messages: readonly Message[];
    }
  /** Some of its messages were deleted or brought back, and its file holds the result. */
  | { readonly kind: 'reread'; readonly conversationId: Id }
  | { readonly kind: 'removed'; readonly conversationId: Id }
  | {
      readonly kind: 'search';
      readonly request: number;
      readonly query: string;
      readonly limit: number;
      /** Neither supersedes another search nor is superseded by one. */
      readonly isApart?: true;
    }
  | { readonly kind: 'statistics'; readonly request: number }
  /** Answered when everything reported so far is in the index, and a rebuild has ended. */
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
  /** An unexpected error; the request, if any, gets no other answer. */
  | { readonly kind: 'failed'; readonly request: number | null; readonly error: string };
