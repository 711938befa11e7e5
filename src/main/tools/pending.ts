import { unansweredCalls } from '../../shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import { comparisonOf } from '../../shared/model/tree/comparison.ts';
import type { PendingApproval, PendingCall } from '../../shared/model/tools.ts';
import type { CallPart } from '../turns/calls/tool-runner.ts';
import type { Sources } from './sources.ts';

const unknownHints = { isReadOnly: false, isDestructive: false, reachesInternet: false };

/** An answer whose calls wait while no turn runs it, as after a restart. */
interface RestingAnswer {
  readonly messageId: string;
  readonly calls: readonly CallPart[];
}

function restingCalls({ role, status, parts }: Message): readonly CallPart[] {
  if (role !== 'assistant' || status === 'streaming') return [];
  return unansweredCalls(parts).filter(
    ({ state, tool }) => state === 'proposed' && tool !== undefined,
  );
}

/** The last visible answers whose calls wait; several if they are side by side. */
export function restingAnswers({ messages, leafId }: Conversation): readonly RestingAnswer[] {
  const leaf = leafId === null ? undefined : messages[leafId];
  const beside = comparisonOf(messages, leafId)?.columns ?? [];
  const others = beside.filter(({ id }) => id !== leafId);
  return [...(leaf === undefined ? [] : [leaf]), ...others].flatMap((message) => {
    const calls = restingCalls(message);
    return calls.length === 0 ? [] : [{ messageId: message.id, calls }];
  });
}

/** The name of the assistant that goes on with an answer; a comparison may have its own. */
function assistantOf({ messages, assistant }: Conversation, messageId: Id): string | undefined {
  const answer = messages[messageId];
  return answer?.compared?.assistantId === undefined ? assistant?.name : answer.details?.assistant;
}

/**
 * Describes these calls for an approval card. Starts no server, so less is known about one that
 * does not run.
 */
export function restingApproval(
  conversation: Conversation,
  sources: Pick<Sources, 'known'>,
): PendingApproval | null {
  const [first] = restingAnswers(conversation);
  if (first === undefined) return null;
  const assistant = assistantOf(conversation, first.messageId);
  const calls = first.calls.map((part): PendingCall => {
    const { callId, tool, arguments: args } = part;
    const key = tool?.key ?? '';
    const at = key.indexOf('/');
    const [source, name] = [key.slice(0, at), key.slice(at + 1)];
    return {
      callId,
      key,
      source,
      sourceName: tool?.server ?? '',
      title: tool?.title ?? name,
      hints: sources.known(source, name)?.hints ?? unknownHints,
      arguments: args,
      reason: { kind: 'not_allowed_yet' },
      ...(assistant === undefined ? {} : { assistant }),
    };
  });
  return { conversationId: conversation.id, messageId: first.messageId, calls };
}
