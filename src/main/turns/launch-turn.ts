import { effectiveParameters, modelKey } from '../../shared/model/parameters/parameters.ts';
import { attachmentsOf, type Part } from '../../shared/model/conversation.ts';
import type { TurnNumber } from '../../shared/model/chat-event.ts';
import { sentPath } from '../../shared/model/message/checkpoint.ts';
import { pathTo } from '../../shared/model/tree.ts';
import { freeAccount, paying, type Account } from './account.ts';
import { startTurn, type ActiveTurn, type ActiveTurnOptions } from './active-turn.ts';
import { keeperFor, keepPictures } from './answer-pictures.ts';
import { loadAttachments, type AttachmentContents } from './attachment-contents.ts';
import { exchangeLoop } from './exchange-loop.ts';
import { createMeasure } from './measure.ts';
import { buildMessages } from './question.ts';
import { noTools, type ToolRunner } from './calls/tool-runner.ts';
import { promptOf } from './prompt-day.ts';
import type { Plan } from './turn-plan.ts';
import type { ChosenModel, TurnServiceOptions, TurnWish } from './turn-service.ts';
import { untilAborted } from './calls/until-aborted.ts';
import type { Question, SentRequest } from '../wire/protocol.ts';

function joinPrompts(...prompts: readonly string[]): string {
  return prompts.filter((prompt) => prompt.trim() !== '').join('\n\n');
}

/** Turns the rejection that follows Stop into null. */
const stoppedOnly =
  (signal: AbortSignal) =>
  (error: unknown): null => {
    if (signal.aborted) return null;
    throw error;
  };

/** The question as it was sent, with only the tools of these names. */
function withTools(question: Question, names: readonly string[]): Question {
  const { tools = [], ...rest } = question;
  return { ...rest, tools: tools.filter(({ name }) => names.includes(name)) };
}

/** The account that pays for the turn. */
function accountFor(
  { openAccount }: Pick<TurnServiceOptions, 'openAccount'>,
  { conversation, answer }: Plan,
  chosen: ChosenModel,
  wish: TurnWish,
): Account {
  const mayPassLimits = wish.mayPassLimits === true;
  const messageId = answer.id;
  const payer = { purpose: 'answer', conversation, messageId, chosen, mayPassLimits } as const;
  return openAccount?.(payer) ?? freeAccount;
}

/** Runs one planned turn. */
export function launchTurn(
  options: TurnServiceOptions,
  turn: TurnNumber,
  plan: Plan,
  chosen: ChosenModel,
  wish: TurnWish,
  ends: Pick<ActiveTurnOptions, 'settle' | 'goesOn'>,
): ActiveTurn {
  const { conversation, answer } = plan;
  const { systemPrompt, idleTimeoutSeconds, ...levels } = options.settings();
  const parameters = effectiveParameters({
    conversation: conversation.parameters,
    assistant: conversation.assistant?.parameters,
    model: levels.modelParameters?.[modelKey(chosen.providerId, chosen.model)],
    app: levels.parameters,
  });
  const before = pathTo(conversation.messages, answer.parentId);
  const findTools = async (
    signal: AbortSignal,
    nextQuestion: () => Promise<Question>,
  ): Promise<ToolRunner> => {
    if (options.toolsOf === undefined || wish.tools === 'none') return noTools;
    const mayAsk = wish.tools !== 'asked_in_window' || options.clients().length > 0;
    const { providerId, model } = chosen;
    const of = { messageId: answer.id, providerId, model, signal, mayAsk, nextQuestion };
    return untilAborted(options.toolsOf(conversation, of), signal);
  };
  const questionWith = (
    parts: readonly Part[],
    contents: AttachmentContents,
    tools: ToolRunner,
  ): Question => {
    const path = parts.length === 0 ? before : [...before, { ...answer, parts }];
    const continues = parts.length > 0;
    const prompt = promptOf(conversation, systemPrompt);
    const definitions = tools.definitions(parts);
    return {
      model: chosen.model,
      messages: buildMessages(path, joinPrompts(prompt, tools.instructions), {
        continueAnswer: continues && parts.at(-1)?.kind !== 'tool_result',
        attachments: contents,
      }),
      idleTimeoutMs: idleTimeoutSeconds * 1000,
      continuesAnswer: continues,
      ...(definitions.length === 0 ? {} : { tools: definitions }),
      parameters,
      ...(wish.fields === undefined ? {} : { fields: wish.fields }),
    };
  };
  const measure = createMeasure(
    conversation.assistant === undefined
      ? answer.details
      : { ...answer.details, assistant: conversation.assistant.name },
  );
  const account = accountFor(options, plan, chosen, wish);
  return startTurn({
    turn,
    conversationId: conversation.id,
    message: answer,
    clients: options.clients(),
    async *run(signal, parts) {
      let contents: AttachmentContents = new Map();
      const questionNow = async (now: readonly Part[], runner: ToolRunner): Promise<Question> => {
        // Each round of tool calls may have added attachments.
        const path = sentPath([...before, { ...answer, parts: now }]);
        contents = await loadAttachments(path, options.loadAttachment, signal, contents);
        return questionWith(now, contents, runner);
      };
      let found: ToolRunner = noTools;
      const nextQuestion = (): Promise<Question> => questionNow(parts(), found);
      const tools = await findTools(signal, nextQuestion).catch(stoppedOnly(signal));
      if (tools === null) {
        yield { kind: 'stopped' };
        return;
      }
      found = tools;
      const steps = exchangeLoop({
        async *exchange(now) {
          const question = await questionNow(now, tools);
          let asSent = question;
          const answered = paying(account, question, () =>
            measure.watch((tell) => {
              const onSent = (sent: SentRequest): void => {
                asSent = withTools(question, sent.tools);
                tell(sent);
              };
              return chosen.protocol.ask({ ...question, onSent }, signal);
            }),
          );
          for await (const step of answered) {
            if (step.kind === 'news') options.onNews?.(step.news);
            if (step.kind === 'usage' && options.weigh !== undefined) {
              measure.cut(await options.weigh(chosen, asSent, step.usage, conversation));
            }
            yield step;
          }
        },
        parts,
        tools,
        signal,
      });
      const pictures = attachmentsOf(answer).length;
      yield* keepPictures(steps, keeperFor(options, conversation.id), pictures, options.report);
    },
    details: measure.details,
    keep: (message) => options.store.writeStreaming(conversation.id, message),
    ...ends,
    settle: (message) => {
      ends.settle(message);
      account.close();
    },
    report: options.report,
    observe: wish.observe,
  });
}
