import type { Bridge, EventName, Events, StartState } from '../../../src/shared/contract.ts';
import { headOf, type Conversation, type Message } from '../../../src/shared/conversation.ts';
import type { Result } from '../../../src/shared/errors.ts';
import { newestLeafBelow } from '../../../src/shared/tree.ts';
import { idOf, richAnswer, type Scene } from './scenes.ts';

/** A main process in a few lines, for looking at the views: it answers every prompt with the same words. */
export interface FakeMain {
  readonly bridge: Bridge;
  /** Every command that was asked for. */
  readonly asked: readonly { readonly name: string; readonly input: unknown }[];
  /** Makes the next commands of this name fail. */
  readonly failing: Set<string>;
}

const tickMs = 16;

/** Makes a main process that holds one scene. `pace`: characters a tick. */
export function createFakeMain(scene: Scene, pace: number): FakeMain {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const asked: { name: string; input: unknown }[] = [];
  const failing = new Set<string>();
  const held = new Map<string, Conversation>();
  const timers = new Map<string, { end: (status: Message['status']) => void }>();
  let nextId = 1000;
  let nextTurn = 10;
  if (scene.conversation !== null) held.set(scene.conversation.id, scene.conversation);

  const emit = <N extends EventName>(name: N, payload: Events[N]): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const put = (conversation: Conversation): void => {
    held.set(conversation.id, conversation);
    emit('head', headOf(conversation));
  };
  const withMessage = (id: string, message: Message, leaf = message.id): void => {
    const before = held.get(id);
    if (before === undefined) return;
    emit('message', { conversationId: id, message });
    put({ ...before, messages: { ...before.messages, [message.id]: message }, leafId: leaf });
  };

  const stream = (conversationId: string, message: Message, before: string): unknown => {
    nextTurn += 1;
    const turn = nextTurn;
    let seq = 0;
    let at = 0;
    emit('turn', { kind: 'started', turn, seq, conversationId, messageId: message.id });
    const end = (status: Message['status']): void => {
      clearInterval(timer);
      timers.delete(conversationId);
      const text = before + richAnswer.slice(0, at);
      const settled: Message = {
        ...message,
        status,
        parts: [{ kind: 'text', text: '' }],
        usage: { promptTokens: 20, completionTokens: at, totalTokens: at + 20 },
      };
      emit('settled', {
        conversationId,
        message: settled,
        textLength: text.length,
        reasoningLength: 0,
      });
      const now = held.get(conversationId);
      if (now !== undefined) {
        put({
          ...now,
          messages: {
            ...now.messages,
            [message.id]: { ...settled, parts: [{ kind: 'text', text }] },
          },
        });
      }
    };
    const timer = setInterval(() => {
      const piece = richAnswer.slice(at, at + pace);
      if (piece === '') {
        end('complete');
        return;
      }
      at += piece.length;
      seq += 1;
      emit('text', [turn, seq, piece]);
    }, tickMs);
    timers.set(conversationId, { end });
    return { conversationId, turn, messageId: message.id };
  };

  const answer = (conversationId: string, parentId: string): unknown => {
    nextId += 1;
    const message: Message = {
      id: idOf(nextId),
      parentId,
      role: 'assistant',
      parts: [],
      status: 'streaming',
      model: 'gpt-5-mini',
      createdAt: new Date().toISOString(),
    };
    withMessage(conversationId, message);
    return stream(conversationId, message, '');
  };
  const ask = (conversationId: string, parentId: string | null, text: string): unknown => {
    nextId += 1;
    const message: Message = {
      id: idOf(nextId),
      parentId,
      role: 'user',
      parts: [{ kind: 'text', text }],
      status: 'complete',
      createdAt: new Date().toISOString(),
    };
    withMessage(conversationId, message);
    return answer(conversationId, message.id);
  };

  const started = (): StartState => ({
    heads: [...held.values()].map(headOf),
    streaming: scene.live === null ? [] : [...held.keys()],
    settings: {
      settings: {
        version: 1,
        defaultProviderId: 'openai',
        defaultModel: 'gpt-5-mini',
        systemPrompt: 'Answer briefly.',
        idleTimeoutSeconds: 120,
        theme: 'system',
        nameConversations: true,
        sidebarWidth: 260,
        sidebarOpen: true,
        allowWeakKeyStorage: false,
      },
      providers: [
        {
          id: 'openai',
          kind: 'openai_compatible',
          name: 'OpenAI',
          baseUrl: 'https://api.openai.com/v1',
          key: { kind: 'set', lastFour: 'a1b2' },
        },
        {
          id: 'local',
          kind: 'openai_compatible',
          name: 'Ollama',
          baseUrl: 'http://127.0.0.1:11434/v1',
          key: { kind: 'none' },
        },
      ],
      keyStorage: 'strong',
      keyStorageName: 'gnome_libsecret',
    },
    storage: { kind: 'saved' },
    notices: [],
    drafts: [],
    dataFolder: '/home/person/.config/Parley',
    version: '0.1.0',
    platform: 'linux',
  });

  // The fake reads loosely what the real one validates.
  const run = (name: string, input: Readonly<Record<string, unknown>>): unknown => {
    const id = input['conversationId'] ?? '';
    const conversation = held.get(id);
    const messageId = input['messageId'] ?? '';
    const message = conversation?.messages[messageId];
    switch (name) {
      case 'app.start':
        return started();
      case 'conversation.open':
        return { conversation, live: scene.live };
      case 'conversation.create': {
        nextId += 1;
        const made: Conversation = {
          version: 1,
          id: idOf(nextId),
          title: 'New conversation',
          titledBy: 'first_words',
          createdAt: new Date().toISOString(),
          updatedAt: new Date().toISOString(),
          systemPrompt: null,
          providerId: null,
          model: null,
          leafId: null,
          messages: {},
        };
        put(made);
        return headOf(made);
      }
      case 'conversation.rename':
        if (conversation !== undefined) put({ ...conversation, title: input['title'] ?? '' });
        return undefined;
      case 'conversation.setModel':
        if (conversation !== undefined) put({ ...conversation, model: input['model'] ?? null });
        return undefined;
      case 'conversation.showVersion':
        if (conversation !== undefined) {
          put({ ...conversation, leafId: newestLeafBelow(conversation.messages, messageId) });
        }
        return undefined;
      case 'chat.send':
        return ask(id, conversation?.leafId ?? null, input['text'] ?? '');
      case 'chat.edit':
        return ask(id, message?.parentId ?? null, input['text'] ?? '');
      case 'chat.retry':
      case 'chat.regenerate':
        return answer(id, message?.parentId ?? '');
      case 'chat.continue': {
        if (message === undefined) return undefined;
        const again: Message = { ...message, status: 'streaming' };
        withMessage(id, again);
        const part = message.parts.find((each) => each.kind === 'text');
        return stream(id, again, part?.kind === 'text' ? part.text : '');
      }
      case 'chat.stop':
        timers.get(id)?.end('stopped');
        return undefined;
      case 'models.list':
        return input['providerId'] === 'local'
          ? [{ id: 'llama3.3:70b' }, { id: 'qwen3:8b' }]
          : [{ id: 'gpt-5' }, { id: 'gpt-5-mini' }, { id: 'gpt-5-nano' }];
      default:
        return undefined;
    }
  };

  return {
    asked,
    failing,
    bridge: {
      command: async (name, input) => {
        if (name !== 'chat.acknowledge') asked.push({ name, input });
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (failing.has(name)) {
          const error = { kind: 'internal', message: 'It did not work.', retryable: true } as const;
          return { ok: false, error };
        }
        const value = run(name, input ?? {});
        return { ok: true, value } as Result<never>;
      },
      drop: () => Promise.resolve([]),
      on: (name, listener) => {
        const all = listeners.get(name) ?? new Set<(payload: never) => void>();
        listeners.set(name, all);
        all.add(listener);
        return () => all.delete(listener);
      },
    },
  };
}
