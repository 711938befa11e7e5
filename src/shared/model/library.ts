import type { Id } from './conversation.ts';
import type { SearchProblem } from '../search/query.ts';

/** The most hits that one search answers with; `total` counts all. */
export const mostHits = 100;

/** Why the index of the library cannot be used. */
export type SearchTrouble =
  /** This build will never have an index. */
  | { readonly kind: 'no_full_text' }
  /** The file is damaged, and so was the one that took its place. */
  | { readonly kind: 'damaged' }
  /** The system refused, with its code; `path` is the index, `folder` where it lies. Both absolute. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly folder: string;
      readonly path: string;
    }
  /** The thread that searches ended again and again. */
  | { readonly kind: 'thread_failed' }
  | { readonly kind: 'unknown' };

/** How the index of the library is. Searching works in every state but `unavailable`; while it builds, hits may be missing. */
export type LibraryState =
  | { readonly kind: 'ready' }
  /** Conversations that are indexed, and how many have to be. */
  | { readonly kind: 'building'; readonly done: number; readonly total: number }
  | { readonly kind: 'unavailable'; readonly trouble: SearchTrouble };

/** A message or a title in which everything was found. */
export interface SearchHit {
  readonly conversationId: Id;
  /** null: it was found in the conversation's title. */
  readonly messageId: Id | null;
  readonly place: 'title' | 'question' | 'answer';
  readonly title: string;
  /** Of the message; of a title, when the conversation was last changed. ISO 8601, UTC. */
  readonly time: string;
  /** A piece of the text on one line, or the title. */
  readonly snippet: string;
  /** What was found in `snippet`: from and to, UTF-16 code units, in order, none overlapping. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

export type SearchAnswer =
  /** Best first. */
  | {
      readonly kind: 'found';
      readonly hits: readonly SearchHit[];
      readonly total: number;
      /** Pieces of the query that were left out of account. */
      readonly problems: readonly SearchProblem[];
      readonly state: LibraryState;
    }
  /** A newer search was begun meanwhile. */
  | { readonly kind: 'superseded' };

/** What the answers of one month by one model took, as the servers counted it. */
export interface MonthlyUsage {
  /** Of this computer's calendar, e.g. `2026-11`. */
  readonly month: string;
  /** '' if it is not known. */
  readonly model: string;
  readonly answers: number;
  /** Tokens. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Part of `promptTokens`. */
  readonly cachedTokens: number;
}

export interface LibraryStatistics {
  readonly conversations: number;
  readonly messages: number;
  /** By month, then model. */
  readonly usage: readonly MonthlyUsage[];
  readonly state: LibraryState;
}

/** A folder exists as long as a conversation is in it. */
export interface Folder {
  readonly name: string;
  readonly conversations: number;
}
