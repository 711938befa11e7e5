import { t } from '../../shared/language/translate.ts';
import { withLiteralBraces } from '../../shared/model/prompts/variables.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { readChatMessage } from '../wire/chat-completions/messages.ts';
import { paying } from '../turns/account.ts';
import type { ChosenModel, TurnWish } from '../turns/turn-service.ts';
import type { Question as ModelQuestion } from '../wire/protocol.ts';
import { refusal } from './errors.ts';
import { askApart, withoutCalls, type ApartRooms } from './ask-apart.ts';
import { createHandoff } from './handoff.ts';
import type { ApiCore } from './ports.ts';

/** A message from a program, validated as far as Parley itself reads it. */
export interface SentMessage {
  readonly role: string;
  readonly content?: string | readonly { readonly type: string }[] | null | undefined;
  readonly [more: string]: unknown;
}

/** A program's question, from any of the endpoints. */
export interface Question {
  readonly messages: readonly SentMessage[];
  /** The limit of the answer, by whatever name the provider knows it. */
  readonly maxOutputTokens?: number;
  /** Parameters for the provider, by the provider's names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The id of the conversation to save the turn in; `new` creates one. */
  readonly conversation: string | undefined;
  /**
   * Whether Parley runs tools: those of the conversation, or else of new ones. `run_unseen`: the
   * program is told only of calls of its own tools, which it runs itself.
   */
  readonly tools: 'none' | 'run' | 'run_unseen';
  /** null uses the conversation's own model, or the default. */
  readonly chosen: ChosenModel | null;
}

/** A streaming answer. */
export interface Asked {
  readonly steps: AsyncGenerator<ChatStep, void, undefined>;
  readonly chosen: ChosenModel;
  /** null if nothing is saved. */
  readonly conversationId: Id | null;
}

const withTools = ['tools', 'functions'];

/** The one new message of a saved turn; earlier ones are already in the conversation. */
function newTurn({ messages, parameters, conversation }: Question): {
  readonly text: string;
  readonly system: string | null;
} {
  const param = 'messages';
  const systems = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const [asked, ...more] = messages.filter((message) => !systems.includes(message));
  const only = (): string => t('api.conversation_one_message');
  if (asked?.role !== 'user' || more.length > 0 || typeof asked.content !== 'string') {
    throw refusal(400, 'conversation_needs_one_message', only, { param });
  }
  if (asked.content === '')
    throw refusal(400, 'invalid_request', () => t('api.no_text'), { param });
  const [system, ...others] = systems;
  if (system !== undefined && (conversation !== 'new' || others.length > 0)) {
    throw refusal(
      400,
      'conversation_has_system_prompt',
      () => t('api.conversation_system_prompt', { value: 'new' }),
      { param },
    );
  }
  if (system !== undefined && typeof system.content !== 'string') {
    throw refusal(400, 'invalid_request', () => t('api.system_prompt_text'), { param });
  }
  const tool = withTools.find(
    (name) => parameters[name] !== undefined && parameters[name] !== null,
  );
  if (tool !== undefined) {
    throw refusal(400, 'conversation_without_tools', () => t('api.conversation_tools'), {
      param: tool,
    });
  }
  return { text: asked.content, system: (system?.content as string | undefined) ?? null };
}

const terminal = new Set<ChatStep['kind']>(['finished', 'failed', 'stopped']);

/** Runs a turn as the window would, and yields its steps at the consumer's pace. */
async function* savedSteps(
  core: ApiCore,
  conversationId: Id,
  text: string,
  wish: TurnWish,
  signal: AbortSignal,
): AsyncGenerator<ChatStep, void, undefined> {
  const { turns } = core;
  const handoff = createHandoff<ChatStep>();
  let started = false;
  let ended = false;
  const stop = (): void => {
    // After its end, the conversation's next turn belongs to someone else.
    if (started && !ended) void turns.stop(conversationId);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await turns.send(conversationId, text, {
      ...wish,
      async observe(step) {
        ended ||= terminal.has(step.kind);
        await handoff.put(step);
      },
    });
    started = true;
    if (signal.aborted) stop();
    for (;;) {
      const step = await handoff.take();
      yield step;
      if (terminal.has(step.kind)) return;
    }
  } finally {
    handoff.close();
    stop();
    signal.removeEventListener('abort', stop);
  }
}

async function askConversation(
  core: ApiCore,
  question: Question,
  wanted: string,
  signal: AbortSignal,
): Promise<Asked> {
  const { conversations, turns } = core;
  const { text, system } = newTurn(question);
  if (
    wanted !== 'new' &&
    !conversations.heads().some((head) => head.id === wanted && head.temporary !== true)
  ) {
    throw refusal(404, 'conversation_not_found', () => t('api.no_conversation'), {
      param: 'conversation',
    });
  }
  if (wanted !== 'new' && turns.streaming().includes(wanted)) {
    throw refusal(409, 'conversation_busy', () => t('api.conversation_busy'), {
      param: 'conversation',
      headers: { 'x-should-retry': 'false' },
    });
  }
  const before =
    wanted === 'new' ? { providerId: null, model: null } : await conversations.get(wanted);
  const chosen = question.chosen ?? (await core.choose(before));
  const { id } =
    wanted === 'new'
      ? await conversations.create((empty) => ({
          ...empty,
          systemPrompt: system === null ? null : withLiteralBraces(system),
        }))
      : { id: wanted };
  const { maxOutputTokens: most, tools } = question;
  const limit = most === undefined ? {} : { max_tokens: most };
  const fields = { ...limit, ...question.parameters };
  const wish = { chosen, fields, tools: tools === 'none' ? tools : 'asked_in_window' } as const;
  const steps = savedSteps(core, id, text, wish, signal);
  return {
    steps: tools === 'run_unseen' ? withoutCalls(steps) : steps,
    chosen,
    conversationId: id,
  };
}

/** Asks a model once, within the limit of the month. */
async function* payingOnce(
  { spending }: ApiCore,
  chosen: ChosenModel,
  question: ModelQuestion,
  signal: AbortSignal,
): AsyncGenerator<ChatStep, void, undefined> {
  const account = spending.openAccount({
    purpose: 'api',
    conversation: null,
    messageId: null,
    chosen,
    mayPassLimits: false,
  });
  try {
    yield* paying(account, question, () => chosen.protocol.ask(question, signal));
  } finally {
    account.close();
  }
}

/**
 * Asks a model the way the window does: through the turn service if there is a conversation,
 * otherwise through the core's own turn. The answer is produced only as fast as its steps are
 * consumed; `signal` aborts it immediately. Throws ExpectedErrors and ApiFailures. The steps throw
 * only if a turn could not start.
 */
export async function ask(
  rooms: ApartRooms,
  question: Question,
  idleTimeoutMs: number,
  signal: AbortSignal,
): Promise<Asked> {
  const { core } = rooms;
  const { conversation, messages, parameters, maxOutputTokens: limit } = question;
  if (conversation !== undefined) return askConversation(core, question, conversation, signal);
  const chosen = question.chosen ?? (await core.choose({ providerId: null, model: null }));
  if (question.tools === 'none') {
    const asked = {
      model: chosen.model,
      messages: messages.map(readChatMessage),
      fields: parameters,
      ...(limit === undefined ? {} : { parameters: { maxOutputTokens: limit } }),
      idleTimeoutMs,
    };
    const steps = payingOnce(core, chosen, asked, signal);
    return { steps, chosen, conversationId: null };
  }
  const steps = askApart(rooms, { ...question, chosen }, idleTimeoutMs, signal);
  return { steps, chosen, conversationId: null };
}
