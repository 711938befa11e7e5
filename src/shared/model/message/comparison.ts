import type { ModelChoice } from '../assistants/assistant.ts';

/** The fewest and the most answers side by side. */
export const fewestCompared = 2;
export const maxCompared = 4;

/** The model and assistant of one column of a comparison; by default those of the conversation. */
export interface Answerer {
  readonly model?: ModelChoice | undefined;
  /** null: none. */
  readonly assistantId?: string | null | undefined;
}

/** The columns that a conversation compares. They are kept while comparing is off. */
export interface CompareSet {
  readonly answerers: readonly Answerer[];
  /** The next question goes to all of them. */
  readonly on?: true | undefined;
  /** Names are hidden until the person has chosen an answer. */
  readonly blind?: true | undefined;
}

/** The state of a comparison, kept with its question. */
export interface Comparison {
  readonly blind?: true | undefined;
  /** The answer that the conversation goes on with; absent while none is chosen. */
  readonly chosen?: string | undefined;
  /** The number of times the person chose. Of two programs' versions, the one with more is newer. */
  readonly choices?: number | undefined;
}

/** The place of an answer in a comparison. A later version of it has the same column. */
export interface Compared {
  /** Counts from 0. */
  readonly column: number;
  /** As in {@link Answerer}. */
  readonly assistantId?: string | null | undefined;
}
