import type { ModelChoice } from '../assistants/assistant.ts';

/** The fewest and the most answers side by side. */
export const fewestCompared = 2;
export const mostCompared = 4;

/** Who answers one column of a comparison. What is absent is the conversation's own. */
export interface Answerer {
  readonly model?: ModelChoice | undefined;
  /** null: none. */
  readonly assistantId?: string | null | undefined;
}

/** Whom a conversation compares. It is kept while comparing is off. */
export interface CompareSet {
  readonly answerers: readonly Answerer[];
  /** The next question goes to all of them. */
  readonly on?: true | undefined;
  /** Names are hidden until the person has chosen an answer. */
  readonly blind?: true | undefined;
}

/** What a question that was asked to several knows of them. */
export interface Comparison {
  readonly blind?: true | undefined;
  /** The answer that the conversation goes on with; absent while none is chosen. */
  readonly chosen?: string | undefined;
  /** How often the person chose. Of two programs' versions, the one with more choices is newer. */
  readonly choices?: number | undefined;
}

/** The place of an answer in a comparison. A later version of it has the same column. */
export interface Compared {
  /** Counts from 0. */
  readonly column: number;
  /** As in {@link Answerer}. */
  readonly assistantId?: string | null | undefined;
}
