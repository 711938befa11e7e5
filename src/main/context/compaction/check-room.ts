import { expected } from '../../../shared/expected.ts';
import type { Assistant } from '../../../shared/model/assistants/assistant.ts';
import { nearlyFull } from '../../../shared/model/context/meter.ts';
import type { Asked, WhenFull } from '../../../shared/model/context/room.ts';
import type { Conversation } from '../../../shared/model/conversation.ts';
import {
  draftMessage,
  wholeWeight,
  type WeighingOptions,
  type WeighNext,
} from '../request-weight.ts';
import { cutOf } from './cut-of.ts';
import { fullest, requestsForAgain, requestsForMessage } from './next-requests.ts';
import { inputBudget } from './plan.ts';

/** Dependencies of {@link checkRoom}. */
export interface RoomCheckOptions {
  readonly weigh: WeighNext;
  readonly contextTokens: WeighingOptions['contextTokens'];
  readonly assistant: (id: string) => Assistant;
  readonly settings: () => { readonly whenFull: WhenFull };
}

/**
 * Throws an ExpectedError (`context_full`) if a model should not be asked before room is made. Of
 * several that would be asked, the one with the least room decides.
 */
export async function checkRoom(
  { weigh, contextTokens, assistant, settings }: RoomCheckOptions,
  conversation: Conversation,
  asked: Asked,
): Promise<void> {
  const requests =
    asked.kind === 'message'
      ? requestsForMessage(conversation, draftMessage({ ...asked, pasted: [] }), assistant)
      : requestsForAgain(conversation, asked, assistant);
  // Requests to models whose window is unknown are not weighed.
  const windows = await Promise.all(requests.map((each) => contextTokens(each.conversation)));
  const known = requests.filter((_, index) => (windows[index] ?? null) !== null);
  const most = await fullest(weigh, conversation.id, known);
  const windowTokens = most?.weight.windowTokens ?? null;
  if (most === null || windowTokens === null) return;
  const tokens = Math.round(wholeWeight(most.weight));
  const way = conversation.whenFull ?? settings().whenFull;
  const isFull = tokens > inputBudget(windowTokens);
  const isDue = way !== 'ask' && tokens >= windowTokens * nearlyFull;
  if (!isFull && !(isDue && cutOf(most.weight, way).kind === 'cut')) return;
  throw expected('context_full', { tokens, windowTokens, way });
}
