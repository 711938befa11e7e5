import { onTestFinished } from 'vitest';
import { createContextService } from '../../../../src/main/context/service.ts';
import { createConversationService } from '../../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../../src/main/conversations/id.ts';
import { createSpending } from '../../../../src/main/spending/spending.ts';
import { createTurnService } from '../../../../src/main/turns/turn-service.ts';
import { chatCompletions } from '../../../../src/main/wire/chat-completions/protocol.ts';
import { responses } from '../../../../src/main/wire/responses/protocol.ts';
import { wantedModel } from '../../../../src/shared/model/assistants/effective.ts';
import type { Compaction, WhenFull } from '../../../../src/shared/model/context/room.ts';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import type { PriceList } from '../../../../src/shared/model/cost.ts';
import { settingsSchema } from '../../../../src/shared/model/settings.ts';
import { pathTo } from '../../../../src/shared/model/tree.ts';
import type { Behaviour, ChatRequestBody } from '../../../provider/behaviour.ts';
import { startProvider } from '../../../provider/provider.ts';
import { strictResponses } from '../../../provider/responses/strict.ts';
import { strictlyAnswered } from '../../../provider/strict.ts';
import { memorySpending } from '../../spending/memory-spending.ts';
import { createMemoryStore } from '../../turns/memory-store.ts';
import { scriptedTools } from '../../turns/scripted-tools.ts';
import { asClient } from '../../as-client.ts';
import { undoRig } from '../../undo/undo-rig.ts';
import { connectionTo } from '../../wire/support.ts';

export const wires = { chat_completions: chatCompletions, responses } as const;
export type Wire = keyof typeof wires;

/** True for a request that asks for a summary. */
export function asksForNotes(body: ChatRequestBody | null): boolean {
  return JSON.stringify(body).includes('You write notes on the beginning of a conversation');
}

/** Conversations with a strict scripted provider, and everything that makes room in them. */
export async function roomRig({
  wire = 'chat_completions',
  windowTokens = 4000,
  whenFull = 'ask',
  withTools = false,
  prices = {},
  windowOf = () => windowTokens,
}: {
  readonly wire?: Wire;
  readonly windowTokens?: number | null;
  readonly whenFull?: WhenFull;
  readonly withTools?: boolean;
  readonly prices?: PriceList;
  /** The window of each model; by default all have `windowTokens`. */
  readonly windowOf?: (model: string | null) => number | null;
} = {}) {
  const provider = await startProvider();
  onTestFinished(() => provider.close());
  const answers: Behaviour[] = [];
  let notes: readonly [Behaviour, ...Behaviour[]] = [
    { kind: 'text', text: 'They spoke of the coast.' },
  ];
  const nextNotes = (): Behaviour => {
    const [first, second, ...rest] = notes;
    if (second !== undefined) notes = [second, ...rest];
    return first;
  };
  provider.onRequest((request): Behaviour => {
    const next = answers[0] ?? ({ kind: 'text', text: 'Noted.' } as const);
    const answer = asksForNotes(request.body) ? nextNotes() : next;
    if (answer.kind !== 'text') {
      if (answer === next) answers.shift();
      return answer;
    }
    const strict =
      wire === 'responses'
        ? strictResponses(answer)
        : strictlyAnswered(answer, 'paired_tools', 'alternating', 'no_empty', 'unique_ids');
    const chosen = strict.kind === 'choose' ? strict.choose(request) : strict;
    if (chosen === next) answers.shift();
    return chosen;
  });
  const told: (readonly Compaction[])[] = [];
  const store = createMemoryStore();
  const emit = (): void => undefined;
  const service = createConversationService(store, { now: Date.now }, newId, emit);
  const { conversations, recorded, undo } = undoRig(service);
  const protocol = wires[wire](connectionTo(provider.baseUrl, { providerId: 'p' }));
  const choose = () => Promise.resolve({ providerId: 'p', model: 'm', protocol });
  const settings = () => settingsSchema.parse({ systemPrompt: 'Be brief.', whenFull });
  const ledger = memorySpending();
  const { openAccount, limitsOf } = createSpending({
    file: ledger,
    prices: () => prices,
    monthLimits: () => ({}),
    conversation: (of) => conversations.get(of),
    factors: () => null,
    now: Date.now,
  });
  const turns = createTurnService({
    openAccount,
    conversations,
    store,
    newId,
    clients: () => [],
    choose,
    settings,
    onAnswered: () => undefined,
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    ...(withTools ? { toolsOf: () => Promise.resolve(scriptedTools()) } : {}),
    report: (error) => {
      throw error;
    },
  });
  const { handlers, ...makesRoom } = createContextService({
    conversations,
    turns,
    choose,
    settings,
    contextTokens: (wanted) => Promise.resolve(windowOf(wantedModel(wanted).model)),
    look: (id) => turns.look(id),
    drafts: () => [],
    assistant: () => {
      throw new Error('There is none.');
    },
    defaultProviderId: () => 'p',
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    toolTokens: () => Promise.resolve(0),
    limits: limitsOf,
    openAccount,
    factors: () => null,
    tell: (running) => told.push(running),
  });
  const context = { ...makesRoom, handlers: asClient(recorded(handlers)) };
  const { id } = await conversations.create();
  const path = async (): Promise<readonly Message[]> => {
    const { messages, leafId } = await conversations.get(id);
    return pathTo(messages, leafId);
  };
  const ask = async (text: string): Promise<void> => {
    await turns.send(id, text);
    await turns.whenIdle(id);
  };
  /** The bytes of the messages in the last request. */
  const lastRequest = (): string => {
    const { body } = provider.requestsOf('stream').at(-1) ?? {};
    return JSON.stringify(body?.messages ?? body?.input);
  };
  return {
    provider,
    conversations,
    turns,
    context,
    undo,
    id,
    path,
    ask,
    lastRequest,
    told,
    ledger,
    answers,
    /** Answers the next requests for a summary in this order; the last answer repeats. */
    summaryIs: (...next: readonly [Behaviour, ...Behaviour[]]) => {
      notes = next;
    },
    make: (way: 'compact' | 'drop') =>
      Promise.resolve(context.handlers['context.makeRoom']({ conversationId: id, way })),
  };
}
