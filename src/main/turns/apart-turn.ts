import type { ChatStep } from '../../shared/model/chat-event.ts';
import {
  conversationVersion,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../shared/model/conversation.ts';
import type { Question, QuestionMessage } from '../wire/protocol.ts';
import { freeAccount, paying, type Account } from './account.ts';
import { createAnswer } from './answer.ts';
import { loadAttachments, type AttachmentContents } from './attachment-contents.ts';
import { noTools, type CallPart, type ToolRunner } from './calls/tool-runner.ts';
import { untilAborted } from './calls/until-aborted.ts';
import { exchangeLoop } from './exchange-loop.ts';
import { answerMessages } from './question.ts';
import type { ChosenModel, TurnServiceOptions } from './turn-service.ts';

/** A question of another program that belongs to no conversation. */
export interface ApartQuestion {
  readonly chosen: ChosenModel;
  readonly messages: readonly QuestionMessage[];
  readonly fields: NonNullable<Question['fields']>;
  readonly parameters?: Question['parameters'];
  readonly idleTimeoutMs: number;
  /** The program's own tools in `fields`, by name. A call of one ends the turn. */
  readonly ownTools: ReadonlySet<string>;
  /**
   * Called before the turn ends with calls of the program's own tools: with those, and with the
   * rounds of Parley's tools before them, without their text. The program has not seen the rounds,
   * but the model has to see them again.
   */
  readonly onPassedOn?: (calls: readonly CallPart[], rounds: readonly QuestionMessage[]) => void;
}

/** Dependencies of turns without a conversation. */
interface ApartOptions extends Pick<
  TurnServiceOptions,
  'newId' | 'toolsOf' | 'loadAttachment' | 'openAccount'
> {
  readonly nowIso: () => string;
}

/** Turns without a conversation. */
export interface ApartTurns {
  /**
   * Asks a model and runs the tools of new conversations. Nothing is saved, and nobody is asked:
   * calls that are not yet allowed are denied. Yields steps as a protocol does.
   */
  readonly ask: (
    question: ApartQuestion,
    signal: AbortSignal,
  ) => AsyncGenerator<ChatStep, void, undefined>;
  /** What was said in a running turn, for its tools; undefined if there is no such turn. */
  readonly look: (id: Id) => Conversation | undefined;
}

function wordsOf(message: QuestionMessage): string {
  switch (message.role) {
    case 'system':
    case 'assistant':
    case 'tool':
      return message.text;
    case 'user':
      return message.contents.map((each) => (each.kind === 'text' ? each.text : '')).join('\n\n');
  }
}

/** The messages as a conversation, for tools that look at what was said. It is never stored. */
function conversationOf(
  messages: readonly QuestionMessage[],
  { newId, nowIso }: Pick<ApartOptions, 'newId' | 'nowIso'>,
): Conversation {
  const now = nowIso();
  const said: Message[] = [];
  for (const message of messages) {
    if (message.role !== 'user' && message.role !== 'assistant') continue;
    said.push({
      id: newId(),
      parentId: said.at(-1)?.id ?? null,
      role: message.role,
      parts: [{ kind: 'text', text: wordsOf(message) }],
      status: 'complete',
      createdAt: now,
    });
  }
  return {
    version: conversationVersion,
    id: newId(),
    title: '',
    titledBy: 'first_words',
    createdAt: now,
    updatedAt: now,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: said.at(-1)?.id ?? null,
    messages: Object.fromEntries(said.map((message) => [message.id, message])),
  };
}

/** Adds the servers' instructions to the system prompt. */
function withInstructions(
  messages: readonly QuestionMessage[],
  instructions: string,
): readonly QuestionMessage[] {
  if (instructions.trim() === '') return messages;
  const [first, ...rest] = messages;
  if (first?.role !== 'system') return [{ role: 'system', text: instructions }, ...messages];
  return [{ role: 'system', text: `${first.text}\n\n${instructions}` }, ...rest];
}

/** Fields after the first round: a call that was demanded has been made. */
function withoutDemand(fields: ApartQuestion['fields']): ApartQuestion['fields'] {
  const { tool_choice: choice, ...rest } = fields;
  return choice === 'auto' || choice === 'none' ? fields : rest;
}

/** Leaves out tools whose names the program uses itself. */
function withoutNames(tools: ToolRunner, taken: ReadonlySet<string>): ToolRunner {
  return {
    ...tools,
    definitions: (parts) => tools.definitions(parts).filter(({ name }) => !taken.has(name)),
  };
}

function tellPassedOn(
  { ownTools, onPassedOn }: ApartQuestion,
  parts: readonly Part[],
  contents: AttachmentContents,
): void {
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const passedOn = calls.filter(({ name }) => ownTools.has(name));
  if (passedOn.length === 0 || onPassedOn === undefined) return;
  const unseen = parts.filter(
    (part) => part.kind !== 'text' && !passedOn.some((call) => call === part),
  );
  onPassedOn(passedOn, answerMessages({ parts: unseen }, contents));
}

async function* apartTurn(
  question: ApartQuestion,
  options: ApartOptions,
  running: Map<Id, () => Conversation>,
  signal: AbortSignal,
): AsyncGenerator<ChatStep, void, undefined> {
  const { chosen, messages, fields, parameters, idleTimeoutMs, ownTools } = question;
  const conversation = conversationOf(messages, options);
  const answer = createAnswer();
  const message = (): Message => ({
    id: conversation.id,
    parentId: conversation.leafId,
    role: 'assistant',
    parts: answer.parts(),
    status: 'streaming',
    createdAt: conversation.createdAt,
  });
  running.set(conversation.id, () => ({
    ...conversation,
    leafId: conversation.id,
    messages: { ...conversation.messages, [conversation.id]: message() },
  }));
  const account: Account =
    options.openAccount?.({
      purpose: 'api',
      conversation: null,
      messageId: null,
      chosen,
      mayPassLimits: false,
    }) ?? freeAccount;
  try {
    let tools = noTools;
    let contents: AttachmentContents = new Map();
    const questionNow = async (parts: readonly Part[]): Promise<Question> => {
      contents = await loadAttachments([message()], options.loadAttachment, signal, contents);
      const continues = parts.length > 0;
      const before = withInstructions(messages, tools.instructions);
      const definitions = tools.definitions(parts);
      return {
        model: chosen.model,
        messages: [...before, ...answerMessages({ parts }, contents)],
        fields: continues ? withoutDemand(fields) : fields,
        ...(parameters === undefined ? {} : { parameters }),
        idleTimeoutMs,
        continuesAnswer: continues,
        ...(definitions.length === 0 ? {} : { tools: definitions }),
      };
    };
    const found = options.toolsOf?.(conversation, {
      messageId: conversation.id,
      providerId: chosen.providerId,
      model: chosen.model,
      signal,
      mayAsk: false,
      nextQuestion: () => questionNow(answer.parts()),
    });
    if (found !== undefined) tools = withoutNames(await untilAborted(found, signal), ownTools);
    const steps = exchangeLoop({
      async *exchange(parts) {
        const asked = await questionNow(parts);
        yield* paying(account, asked, () => chosen.protocol.ask(asked, signal));
      },
      parts: answer.parts,
      tools,
      isForeign: ({ name }) => ownTools.has(name),
      signal,
    });
    for await (const step of steps) {
      answer.push(step);
      if (step.kind === 'finished') tellPassedOn(question, answer.parts(), contents);
      yield step;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    yield { kind: 'stopped' };
  } finally {
    account.close();
    running.delete(conversation.id);
  }
}

/** Creates the turns without a conversation. */
export function createApartTurns(options: ApartOptions): ApartTurns {
  const running = new Map<Id, () => Conversation>();
  return {
    ask: (question, signal) => apartTurn(question, options, running, signal),
    look: (id) => running.get(id)?.(),
  };
}
