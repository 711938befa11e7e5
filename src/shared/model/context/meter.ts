import type { LimitState } from '../spending/limits.ts';

/** A part of the next request. `documents` are the attachments of earlier messages. */
export type ContextPartKind = 'system' | 'tools' | 'documents' | 'history' | 'message';

/** The estimated size of the next request of a conversation. */
export interface ContextMeter {
  readonly tokens: number;
  /** The context window of the model; null if it is unknown. */
  readonly windowTokens: number | null;
  /** Only parts that take something. */
  /** The cost limits that count for it. */
  readonly limits: readonly (LimitState & {
    /** The request would be stopped. */
    readonly isStopping: boolean;
  })[];
  readonly parts: readonly { readonly kind: ContextPartKind; readonly tokens: number }[];
}

/** A request of which the server counted far less than was sent. */
export interface CutPrompt {
  readonly estimatedTokens: number;
  readonly countedTokens: number;
}
