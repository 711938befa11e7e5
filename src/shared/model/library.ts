import type { Id } from './conversation.ts';
import type { SearchProblem } from '../search/query.ts';

/** Limit of hits in one answer; `total` counts all of them. */
export const maxHits = 100;

/** Why the search index is unavailable. */
export type SearchTrouble =
  /** SQLite in this build lacks full-text search. */
  | { readonly kind: 'no_full_text' }
  /** The file is damaged, and so was its replacement. */
  | { readonly kind: 'damaged' }
  /**
   * The system denied access, with its code. `path` is the index and `folder` its folder, both
   * absolute.
   */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly folder: string;
      readonly path: string;
    }
  /** The search thread ended repeatedly. */
  | { readonly kind: 'thread_failed' }
  | { readonly kind: 'unknown' };

/**
 * The state of the search index. Search works in every state except `unavailable`; while it is
 * building, hits may be missing.
 */
export type LibraryState =
  | { readonly kind: 'ready' }
  /** Indexed conversations, and the total to index. */
  | { readonly kind: 'building'; readonly done: number; readonly total: number }
  | { readonly kind: 'unavailable'; readonly trouble: SearchTrouble };

/** A message or title that matches the whole query. */
export interface SearchHit {
  readonly conversationId: Id;
  /** Null if the match is in the conversation's title. */
  readonly messageId: Id | null;
  readonly place: 'title' | 'question' | 'answer';
  readonly title: string;
  /** The time of the message or, for a title, of the conversation's last change. ISO 8601, UTC. */
  readonly time: string;
  /** An excerpt on one line, or the title. */
  readonly snippet: string;
  /** Matches in `snippet` as start and end, in UTF-16 code units, in order and not overlapping. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

export type SearchAnswer =
  /** Best first. */
  | {
      readonly kind: 'found';
      readonly hits: readonly SearchHit[];
      readonly total: number;
      /** Parts of the query that were ignored. */
      readonly problems: readonly SearchProblem[];
      readonly state: LibraryState;
    }
  /** A newer search started in the meantime. */
  | { readonly kind: 'superseded' };

/** Token usage of one model in one month, as counted by servers. */
export interface MonthlyUsage {
  /** In this computer's calendar, for example `2026-11`. */
  readonly month: string;
  /** Empty if unknown. */
  readonly model: string;
  readonly answers: number;
  /** Tokens. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Included in `promptTokens`. */
  readonly cachedTokens: number;
}

/** What one model took on one day. Answers that servers charged for are apart from the others. */
export interface DailyUsage {
  /** In this computer's calendar, for example `2026-11-30`; only `2026-11` if the day is unknown. */
  readonly day: string;
  /** These three are empty if unknown, or if there is none. */
  readonly model: string;
  readonly providerId: string;
  /** The name of the assistant that answered. */
  readonly assistant: string;
  readonly answers: number;
  /** Tokens. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Included in `promptTokens`. */
  readonly cachedTokens: number;
  /** What the servers charged, in US dollars; null if they did not say. */
  readonly chargedUsd: number | null;
}

export interface LibraryStatistics {
  readonly conversations: number;
  readonly messages: number;
  /** By day. */
  readonly usage: readonly DailyUsage[];
  readonly state: LibraryState;
}

/** A folder exists as long as it contains a conversation. */
export interface Folder {
  readonly name: string;
  readonly conversations: number;
}
