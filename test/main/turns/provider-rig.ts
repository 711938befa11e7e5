import { onTestFinished } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { createQueuedMessages } from '../../../src/main/turns/queued-messages.ts';
import {
  createTurnService,
  type TurnService,
  type TurnServiceOptions,
} from '../../../src/main/turns/turn-service.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import { plainly } from '../../../src/main/wire/connection.ts';
import type { EventName, Events } from '../../../src/shared/contract/index.ts';
import { wantedModel } from '../../../src/shared/model/assistants/effective.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import type { Settings } from '../../../src/shared/model/settings.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { startProvider } from '../../provider/provider.ts';
import { createMemoryStore } from './memory-store.ts';

type Sent = { [N in EventName]: { readonly name: N; readonly payload: Events[N] } }[EventName];

/** The turn service in memory, with the scripted provider over Chat Completions. */
export async function setUpWithProvider(
  settings: Partial<Settings> = {},
  weigh?: TurnServiceOptions['weigh'],
  toolsOf?: TurnServiceOptions['toolsOf'],
  assistant?: TurnServiceOptions['assistant'],
) {
  const provider = await startProvider();
  onTestFinished(() => provider.close());
  const store = createMemoryStore();
  const events: Sent[] = [];
  const reported: unknown[] = [];
  const emit = <N extends EventName>(name: N, payload: Events[N]): void => {
    events.push({ name, payload } as Sent);
  };
  const conversations = createConversationService(store, { now: Date.now }, newId, emit);
  const protocol = chatCompletions({
    providerId: 'p',
    name: 'Scripted',
    baseUrl: provider.baseUrl,
    apiKey: null,
    ...plainly,
    fetch: globalThis.fetch,
    refusesStreamOptions: false,
    rememberStreamOptionsRefused: () => undefined,
  });
  const queued = createQueuedMessages({
    conversations,
    turns: () => turns,
    newId,
    report: (error) => reported.push(error),
  });
  const turns: TurnService = createTurnService({
    conversations,
    store,
    newId,
    clients: () => [{ id: 1, send: emit }],
    choose(conversation) {
      const { model, providerId } = wantedModel(conversation);
      const [chosen, from] = [model ?? 'scripted-1', providerId ?? 'p'];
      return Promise.resolve({ model: chosen, providerId: from, protocol });
    },
    settings: () => ({ systemPrompt: '', idleTimeoutSeconds: 30, ...settings }),
    loadAttachment: () => Promise.resolve({ kind: 'text', text: 'one,two' }),
    ...(weigh === undefined ? {} : { weigh }),
    ...(toolsOf === undefined ? {} : { toolsOf }),
    ...(assistant === undefined ? {} : { assistant }),
    onAnswered: () => undefined,
    onIdle: (conversationId) => void queued.goOn(conversationId),
    report: (error) => reported.push(error),
  });
  const { id } = await conversations.create();
  const path = async (): Promise<readonly Message[]> => {
    const { messages, leafId } = await conversations.get(id);
    return pathTo(messages, leafId);
  };
  /** Asks, waits for the end of the answer, and returns it. */
  const ask = async (text: string): Promise<Message> => {
    await turns.send(id, text);
    await turns.whenIdle(id);
    const answer = (await path()).at(-1);
    if (answer === undefined) throw new Error('There is no answer.');
    return answer;
  };
  return {
    queued,
    provider,
    store,
    events,
    reported,
    conversations,
    protocol,
    turns,
    id,
    path,
    ask,
  };
}
