import type { CommandInput } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { PendingApproval } from '../../shared/model/tools.ts';
import type { Answer, Desk } from './approvals/desk.ts';
import { parseArguments } from './arguments.ts';
import { restingAnswers, restingApproval } from './pending.ts';
import type { Sources } from './sources.ts';

/** Dependencies of the functions that answer waiting calls. */
export interface DecidingOptions {
  readonly desk: Desk;
  readonly sources: Pick<Sources, 'known'>;
  /** The current conversation, including the answer that is being written. */
  readonly conversation: (id: string) => Promise<Conversation>;
  /** Resumes a turn whose calls are waiting. */
  readonly resume: (conversationId: string, messageId: string) => Promise<unknown>;
}

type Decision = CommandInput<'tools.decide'>['decisions'][number];

function answerOf({ decision, arguments: edited }: Decision): Answer {
  if (edited === undefined) return { decision };
  if (edited.trim() === '' || parseArguments(edited) === null) {
    throw expected('edited_arguments_no_object', {});
  }
  return { decision, edited };
}

/** Returns the waiting calls of a conversation, whether its turn is running or was interrupted. */
export async function pendingIn(
  { desk, sources, conversation }: DecidingOptions,
  conversationId: string,
): Promise<PendingApproval | null> {
  return (
    desk.pending(conversationId) ?? restingApproval(await conversation(conversationId), sources)
  );
}

/** Applies the person's answers to the waiting calls; resumes an interrupted turn. */
export async function decide(
  { desk, conversation, resume }: DecidingOptions,
  { conversationId, messageId, decisions }: CommandInput<'tools.decide'>,
): Promise<void> {
  const answers = new Map(decisions.map((each) => [each.callId, answerOf(each)]));
  if (desk.pending(conversationId)?.messageId === messageId) {
    await desk.answer(messageId, answers);
    return;
  }
  const now = await conversation(conversationId);
  const resting = restingAnswers(now).find((each) => each.messageId === messageId);
  const meant = (resting?.calls ?? []).flatMap((call) => {
    const answer = answers.get(call.callId);
    return answer === undefined
      ? []
      : [{ ...answer, callId: call.callId, arguments: call.arguments }];
  });
  if (meant.length === 0) throw expected('no_call_waits', {});
  const forget = desk.expect(messageId, meant);
  await resume(conversationId, messageId).catch((error: unknown) => {
    forget();
    throw error;
  });
}
