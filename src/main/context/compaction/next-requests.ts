import { ExpectedError } from '../../../shared/expected.ts';
import type { Assistant } from '../../../shared/model/assistants/assistant.ts';
import { answeredBy } from '../../../shared/model/assistants/effective.ts';
import type { AskedAgain } from '../../../shared/model/context/room.ts';
import {
  attachmentsOf,
  type Conversation,
  type Message,
} from '../../../shared/model/conversation.ts';
import { activeCheckpoint, withCheckpoint } from '../../../shared/model/message/checkpoint.ts';
import { fewestCompared, maxCompared } from '../../../shared/model/message/comparison.ts';
import { answeredAgain, answeredByOf } from '../../turns/compare/askers.ts';
import {
  draftMessage,
  wholeWeight,
  type Asked,
  type Weight,
  type WeighNext,
} from '../request-weight.ts';

/** A request to weigh: the conversation as its model sees it, and a message that is not in it yet. */
interface NextRequest<C> {
  readonly conversation: C;
  readonly draft: Message | null;
}

/** A conversation that may ask several models or assistants. */
type Asking = Asked & Pick<Conversation, 'compare' | 'parameters'>;

type AssistantOf = (assistantId: string) => Assistant;

/** The conversation as each of those sees it that it compares; itself if it compares none. */
function seenBy<C extends Asking>(conversation: C, assistant: AssistantOf): readonly C[] {
  const { compare } = conversation;
  if (compare?.on !== true || compare.answerers.length < fewestCompared) return [conversation];
  // No more than these are asked; a file can name any number.
  const seen = compare.answerers.slice(0, maxCompared).flatMap((answerer) => {
    try {
      return [answeredBy(conversation, answeredByOf(answerer, assistant))];
    } catch (error) {
      // One that cannot be asked says so in its column.
      if (error instanceof ExpectedError) return [];
      throw error;
    }
  });
  return seen.length === 0 ? [conversation] : seen;
}

function edited(
  conversation: Conversation,
  question: Message,
  { text, attachments: kept }: Extract<AskedAgain, { kind: 'edit' }>,
): NextRequest<Conversation> {
  const attachments = attachmentsOf(question).filter(
    ({ attachment }) => kept?.includes(attachment) ?? true,
  );
  const draft = draftMessage({ text, attachments, pasted: [] });
  // Nothing before a checkpoint is sent, and the new version keeps it.
  const isFirstSent = activeCheckpoint(question) !== undefined;
  return {
    conversation: { ...conversation, leafId: isFirstSent ? null : question.parentId },
    draft: draft === null ? null : withCheckpoint(draft, question.checkpoint),
  };
}

/** The requests for a message that is not sent yet; null if there is none. */
export function requestsForMessage<C extends Asking>(
  conversation: C,
  draft: Message | null,
  assistant: AssistantOf,
): readonly NextRequest<C>[] {
  return seenBy(conversation, assistant).map((seen) => ({ conversation: seen, draft }));
}

/**
 * The requests that ask again: one, or one for each of those that the conversation compares. None if
 * the message is gone. Throws an ExpectedError.
 */
export function requestsForAgain(
  conversation: Conversation,
  asked: AskedAgain,
  assistant: AssistantOf,
): readonly NextRequest<Conversation>[] {
  if (asked.kind === 'queued') {
    const [first] = conversation.queue ?? [];
    const draft = first === undefined ? null : draftMessage({ ...first, pasted: [] });
    return requestsForMessage(conversation, draft, assistant);
  }
  const message = conversation.messages[asked.messageId];
  if (message === undefined) return [];
  switch (asked.kind) {
    case 'edit':
      return seenBy(conversation, assistant).map((seen) => edited(seen, message, asked));
    case 'answer': {
      const wanted = asked.by === undefined ? undefined : answeredByOf(asked.by, assistant);
      const by = answeredAgain(message, wanted, assistant);
      const seen = by === undefined ? conversation : answeredBy(conversation, by);
      return [{ conversation: { ...seen, leafId: message.parentId }, draft: null }];
    }
    case 'continue': {
      const by = answeredAgain(message, undefined, assistant);
      const seen = by === undefined ? conversation : answeredBy(conversation, by);
      return [{ conversation: { ...seen, leafId: message.id }, draft: null }];
    }
  }
}

/** A request that was weighed. */
interface WeighedRequest<C> {
  readonly conversation: C;
  readonly weight: Weight;
}

/** The share of the model's window that a request fills; 0 if the window is unknown. */
function shareOf({ weight }: Pick<WeighedRequest<unknown>, 'weight'>): number {
  return weight.windowTokens === null ? 0 : wholeWeight(weight) / weight.windowTokens;
}

/** Weighs requests, and gives the one that fills most of its model's window; null for none. */
export async function fullest<C extends Asked>(
  weigh: WeighNext,
  conversationId: string | null,
  requests: readonly NextRequest<C>[],
): Promise<WeighedRequest<C> | null> {
  let most: WeighedRequest<C> | null = null;
  for (const { conversation, draft } of requests) {
    const weighed = { conversation, weight: await weigh(conversationId, conversation, draft) };
    if (most === null || shareOf(weighed) > shareOf(most)) most = weighed;
  }
  return most;
}
