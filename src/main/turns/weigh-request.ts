import type { CutPrompt } from '../../shared/model/context/meter.ts';
import type { Usage } from '../../shared/model/conversation.ts';
import type { Question } from '../wire/protocol.ts';

/**
 * Compares a request with what the server counted of it. Returns what it says about a part that was
 * left out; null if nothing was.
 */
export type WeighRequest = (
  chosen: { readonly providerId: string; readonly model: string },
  question: Question,
  usage: Usage,
) => Promise<CutPrompt | null>;
