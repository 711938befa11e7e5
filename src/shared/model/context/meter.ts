import type { LimitState } from '../spending/limits.ts';
import type { Room, WhenFull } from './room.ts';

/**
 * A part of the next request. `documents` are the attachments of earlier messages, `summary` stands
 * for messages that are not sent.
 */
export type ContextPartKind = 'system' | 'tools' | 'documents' | 'summary' | 'history' | 'message';

/** From this share of the window on, the person is told that the context is nearly full. */
export const nearlyFull = 0.8;

/** The estimated size of the next request of a conversation. */
export interface ContextMeter {
  readonly tokens: number;
  /** The model that gets it, of several the one with the least room; null if none is chosen. */
  readonly model: string | null;
  /** The context window of the model; null if it is unknown. */
  readonly windowTokens: number | null;
  /** The cost limits that count for it. */
  readonly limits: readonly (LimitState & {
    /** The request would be stopped. */
    readonly isStopping: boolean;
  })[];
  /** Only parts that take something. */
  readonly parts: readonly { readonly kind: ContextPartKind; readonly tokens: number }[];
  /** The part that a summary would take out; null if there is nothing to take out. */
  readonly compact: Room | null;
  /** The part that leaving out the oldest messages would take out; null if there is none. */
  readonly drop: Room | null;
  readonly whenFull: WhenFull;
}

/** A request of which the server counted far less than was sent. */
export interface CutPrompt {
  readonly estimatedTokens: number;
  readonly countedTokens: number;
}
