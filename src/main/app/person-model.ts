import { ExpectedError } from '../../shared/expected.ts';
import { joinedText } from '../../shared/model/conversation-views.ts';
import type { Usage } from '../../shared/model/conversation.ts';
import type { AskableModel, ModelAnswer } from '../tools/person/sample.ts';
import { paying, type Account } from '../turns/account.ts';
import { createAnswer } from '../turns/answer.ts';
import type { ChosenModel } from '../turns/turn-service.ts';
import type { Question } from '../wire/protocol.ts';
import type { Core } from './core.ts';

/** The longest answer, with reasoning, in UTF-16 code units; the rest is cut off. */
const longestAnswer = 1024 * 1024;

/** Dependencies of the model that answers requests of tool servers. */
export interface PersonModelOptions {
  readonly core: Pick<Core, 'turns' | 'choose' | 'registry' | 'spending'>;
  readonly settings: () => { readonly idleTimeoutSeconds: number };
}

/** Reads an answer to its end. Throws an ExpectedError if it fails. */
async function answerOf(
  { protocol }: ChosenModel,
  account: Account,
  question: Question,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const answer = createAnswer();
  let usage: Usage | null = null;
  let length = 0;
  let isCut = false;
  const steps = paying(account, question, () => protocol.ask(question, signal));
  for await (const step of steps) {
    answer.push(step);
    if (step.kind === 'delta' || step.kind === 'reasoning') length += step.text.length;
    if (step.kind === 'usage') ({ usage } = step);
    if (step.kind === 'failed') throw new ExpectedError(step.error);
    if (step.kind === 'finished') isCut = step.finishReason === 'length';
    if (length <= longestAnswer) continue;
    isCut = true;
    break;
  }
  signal.throwIfAborted();
  return { text: joinedText(answer.parts()), isCut, usage };
}

/** Returns the model of a conversation, or the default model, for requests of tool servers. */
export async function choosePersonModel(
  { core, settings }: PersonModelOptions,
  conversationId: string | null,
): Promise<AskableModel> {
  const conversation = conversationId === null ? null : await core.turns.look(conversationId);
  const chosen = await core.choose(conversation ?? { providerId: null, model: null });
  const { model, providerId } = chosen;
  const provider = core.registry.list().find(({ id }) => id === providerId)?.name ?? providerId;
  return {
    model,
    provider,
    async ask({ system, messages, maxTokens }, signal) {
      const account = core.spending.openAccount({
        purpose: 'server',
        conversation,
        messageId: null,
        chosen,
        mayPassLimits: false,
      });
      const question: Question = {
        model,
        messages: [
          ...(system === '' ? [] : [{ role: 'system', text: system } as const]),
          ...messages.map(({ role, text }) =>
            role === 'user'
              ? ({ role, contents: [{ kind: 'text', text }] } as const)
              : ({ role, text, calls: [] } as const),
          ),
        ],
        parameters: { maxOutputTokens: maxTokens },
        idleTimeoutMs: settings().idleTimeoutSeconds * 1000,
      };
      try {
        return await answerOf(chosen, account, question, signal);
      } finally {
        account.close();
      }
    },
  };
}
