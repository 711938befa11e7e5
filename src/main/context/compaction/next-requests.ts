import { ExpectedError } from '../../../shared/expected.ts';
import type { Assistant } from '../../../shared/model/assistants/assistant.ts';
import { answeredBy } from '../../../shared/model/assistants/effective.ts';
import type { AskedAgain } from '../../../shared/model/context/room.ts';
import {
  attachmentsOf,
  type Conversation,
  type Message,
} from '../../../shared/model/conversation.ts';
import { activeCheckpoint } from '../../../shared/model/message/checkpoint.ts';
import { fewestCompared } from '../../../shared/model/message/comparison.ts';
import { answeredAgain, answeredByOf } from '../../turns/compare/askers.ts';
import { draftMessage, wholeWeight, type Weight, type WeighNext } from '../request-weight.ts';

/** A request to weigh: the conversation as its model sees it, and a message that is not in it yet. */
export interface NextRequest {
  readonly conversation: Conversation;
  readonly draft: Message | null;
}

type AssistantOf = (assistantId: string) => Assistant;

/** The conversation as each of those sees it that it compares; itself if it compares none. */
function seenBy(conversation: Conversation, assistant: AssistantOf): readonly Conversation[] {
  const { compare } = conversation;
  if (compare?.on !== true || compare.answerers.length < fewestCompared) return [conversation];
  const seen = compare.answerers.flatMap((answerer) => {
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
): NextRequest {
  const attachments = attachmentsOf(question).filter(
    ({ attachment }) => kept?.includes(attachment) ?? true,
  );
  // Nothing before a checkpoint is sent, and the new version keeps it.
  const isFirstSent = activeCheckpoint(question) !== undefined;
  return {
    conversation: { ...conversation, leafId: isFirstSent ? null : question.parentId },
    draft: draftMessage({ text, attachments, pasted: [] }),
  };
}

/** The requests for a message that is not sent yet; null if there is none. */
export function requestsForMessage(
  conversation: Conversation,
  draft: Message | null,
  assistant: AssistantOf,
): readonly NextRequest[] {
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
): readonly NextRequest[] {
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
interface WeighedRequest {
  readonly conversation: Conversation;
  readonly weight: Weight;
}

/** The share of the model's window that a request fills; 0 if the window is unknown. */
function shareOf({ weight }: WeighedRequest): number {
  return weight.windowTokens === null ? 0 : wholeWeight(weight) / weight.windowTokens;
}

/** Weighs requests, and gives the one that fills most of its model's window; null for none. */
export async function fullest(
  weigh: WeighNext,
  conversationId: string,
  requests: readonly NextRequest[],
): Promise<WeighedRequest | null> {
  let most: WeighedRequest | null = null;
  for (const { conversation, draft } of requests) {
    const weighed = { conversation, weight: await weigh(conversationId, conversation, draft) };
    if (most === null || shareOf(weighed) > shareOf(most)) most = weighed;
  }
  return most;
}
