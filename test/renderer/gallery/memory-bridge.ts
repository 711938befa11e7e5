import type {
  Bridge,
  CommandInput,
  CommandName,
  CommandOutputs,
  Events,
  ProviderView,
  SettingsView,
} from '../../../src/shared/contract.ts';
import type { ConversationHead } from '../../../src/shared/conversation.ts';
import type { ErrorKind } from '../../../src/shared/errors.ts';
import { idFor, type Scenario } from './scenarios.ts';

type Handlers = {
  [N in CommandName]?: (input: CommandInput<N>) => CommandOutputs[N] | Promise<CommandOutputs[N]>;
};

class Refusal extends Error {
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A main process in memory, enough to look at the window and to click through it. */
export function memoryBridge({ start, servers, models }: Scenario): Bridge {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const emit = <N extends keyof Events>(name: N, payload: Events[N]): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const heads = new Map(start?.heads.map((head) => [head.id, head]));
  const removed = new Map<string, ConversationHead>();
  let view = start?.settings as SettingsView;
  let made = 20_000;

  const setView = (change: Partial<SettingsView>): void => {
    view = { ...view, ...change };
    emit('settings', view);
  };
  const setProvider = (id: string, change: Partial<ProviderView>): void =>
    setView({
      providers: view.providers.map((each) => (each.id === id ? { ...each, ...change } : each)),
    });
  const changeHead = (id: string, change: Partial<ConversationHead>): void => {
    const head = heads.get(id);
    if (head === undefined) throw new Refusal('invalid', 'This conversation is gone.');
    heads.set(id, { ...head, ...change });
    emit('head', { ...head, ...change });
  };

  const handlers: Handlers = {
    'app.start': () => {
      if (start === null) {
        throw new Refusal(
          'storage',
          'The data folder cannot be read. Check that it is connected and that you may open it.',
        );
      }
      performance.mark('parley:start');
      return start;
    },
    'app.copy': () => undefined,
    'app.openLink': () => undefined,
    'app.openDataFolder': () => undefined,
    'conversation.create': () => {
      const now = new Date().toISOString();
      made += 1;
      const head: ConversationHead = {
        id: idFor(made),
        title: 'New conversation',
        titledBy: 'first_words',
        createdAt: now,
        updatedAt: now,
        systemPrompt: null,
        providerId: null,
        model: null,
        leafId: null,
      };
      heads.set(head.id, head);
      emit('head', head);
      return head;
    },
    'conversation.open': ({ conversationId }) => {
      const head = heads.get(conversationId);
      if (head === undefined) throw new Refusal('invalid', 'This conversation is gone.');
      return { conversation: { ...head, version: 1, messages: {} }, live: null };
    },
    'conversation.rename': ({ conversationId, title }) =>
      changeHead(conversationId, { title, titledBy: 'person' }),
    'conversation.delete': ({ conversationId }) => {
      const head = heads.get(conversationId);
      if (head === undefined) throw new Refusal('invalid', 'This conversation is gone.');
      removed.set(conversationId, head);
      heads.delete(conversationId);
      emit('removed', { conversationId });
    },
    'conversation.restore': ({ conversationId }) => {
      const head = removed.get(conversationId);
      if (head === undefined) throw new Refusal('invalid', 'It cannot be brought back any more.');
      heads.set(conversationId, head);
      emit('head', head);
    },
    'models.list': async ({ providerId }) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const found = models[providerId];
      if (found === undefined) {
        throw new Refusal('auth', 'The server refused the key. Check it in Settings.');
      }
      return found.map((id) => ({ id }));
    },
    'providers.save': ({ id, kind, name, baseUrl }) => {
      if (kind !== 'demo' && !URL.canParse(baseUrl)) {
        throw new Refusal(
          'invalid',
          'This is not an address. It should look like https://example.com/v1.',
        );
      }
      if (id !== null) {
        setProvider(id, { kind, name, baseUrl });
        return view.providers.find((each) => each.id === id) as ProviderView;
      }
      const provider: ProviderView = {
        id: kind === 'demo' ? 'demo' : `provider-${String(view.providers.length)}`,
        kind,
        name,
        baseUrl,
        key: { kind: 'none' },
      };
      setView({ providers: [...view.providers, provider] });
      return provider;
    },
    'providers.delete': ({ providerId }) =>
      setView({ providers: view.providers.filter(({ id }) => id !== providerId) }),
    'providers.setKey': ({ providerId, key }) => {
      const status = { kind: 'set', lastFour: key.slice(-4) } as const;
      setProvider(providerId, { key: status });
      return status;
    },
    'providers.deleteKey': ({ providerId }) => setProvider(providerId, { key: { kind: 'none' } }),
    'providers.discover': async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return servers;
    },
    'settings.update': (patch) =>
      setView({ settings: { ...view.settings, ...patch } as SettingsView['settings'] }),
    'storage.retry': () => emit('storage', { kind: 'saved' }),
  };

  return {
    async command(name, input) {
      const handler = handlers[name];
      try {
        if (handler === undefined) throw new Refusal('internal', `The gallery has no ${name}.`);
        return { ok: true, value: await handler(input) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return {
          ok: false,
          error: { kind: error.kind, message: error.message, retryable: false },
        };
      }
    },
    drop: () => Promise.resolve([]),
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
}
