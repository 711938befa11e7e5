import type { CutPrompt } from '../../shared/model/context/meter.ts';
import type { Conversation, Usage } from '../../shared/model/conversation.ts';
import type { Question } from '../wire/protocol.ts';

/**
 * Compares a request with what the server counted of it. Returns what it says about a part that was
 * left out; null if nothing was.
 */
export type WeighRequest = (
  chosen: { readonly providerId: string; readonly model: string },
  question: Question,
  usage: Usage,
  /** Nothing that follows from the request is kept of a temporary one. */
  of: Pick<Conversation, 'temporary'>,
) => Promise<CutPrompt | null>;
