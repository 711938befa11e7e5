import { unansweredCalls } from '../../shared/model/conversation-views.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { PendingApproval, PendingCall } from '../../shared/model/tools.ts';
import type { CallPart } from '../turns/calls/tool-runner.ts';
import type { Sources } from './sources.ts';

const unknownHints = { isReadOnly: false, isDestructive: false, reachesInternet: false };

/**
 * Returns the waiting calls of the last visible answer while no turn is running, as after a
 * restart.
 */
export function restingCalls({ messages, leafId }: Conversation): readonly CallPart[] {
  const answer = leafId === null ? undefined : messages[leafId];
  if (answer?.role !== 'assistant' || answer.status === 'streaming') return [];
  return unansweredCalls(answer.parts).filter(
    ({ state, tool }) => state === 'proposed' && tool !== undefined,
  );
}

/**
 * Describes these calls for an approval card. Starts no server, so less is known about one that
 * does not run.
 */
export function restingApproval(
  conversation: Conversation,
  sources: Pick<Sources, 'known'>,
): PendingApproval | null {
  const calls = restingCalls(conversation).map((part): PendingCall => {
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
      ...(conversation.assistant === undefined ? {} : { assistant: conversation.assistant.name }),
    };
  });
  if (calls.length === 0 || conversation.leafId === null) return null;
  return { conversationId: conversation.id, messageId: conversation.leafId, calls };
}
