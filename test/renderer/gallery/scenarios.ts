import type {
  DiscoveredServer,
  ProviderView,
  SettingsView,
  StartState,
} from '../../../src/shared/contract.ts';
import type { ConversationHead } from '../../../src/shared/conversation.ts';

/** What the window meets when it starts. */
export interface Scenario {
  readonly start: StartState | null;
  readonly servers: readonly DiscoveredServer[];
  readonly models: Readonly<Record<string, readonly string[]>>;
}

const titles = [
  'A name for the boat',
  'Why do stars twinkle, and planets not?',
  'Sourdough that does not collapse when the kitchen is cold in winter',
  'SQL: the latest row per group',
  'Letter to the landlord',
  'Trip to Trieste',
  'Explain the borrow checker like I know C++',
  'Résumé, second draft',
  '週末の読書リスト',
  'Birthday present for Noor',
];

export function idFor(index: number): string {
  return `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

function heads(count: number): readonly ConversationHead[] {
  const hours = [0.01, 0.3, 2, 7, 26, 30, 70, 120, 400, 900, 2000, 5000, 9000];
  return Array.from({ length: count }, (_, index) => {
    const age = (hours[index] ?? 9000 + index * 3) * 3_600_000;
    const time = new Date(Date.now() - age).toISOString();
    const round = Math.floor(index / titles.length);
    return {
      id: idFor(index),
      title: `${titles[index % titles.length] ?? ''}${round === 0 ? '' : ` ${String(round)}`}`,
      titledBy: 'model' as const,
      createdAt: time,
      updatedAt: time,
      systemPrompt: null,
      providerId: null,
      model: null,
      leafId: null,
    };
  });
}

const openAi: ProviderView = {
  id: 'openai',
  kind: 'openai_compatible',
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  key: { kind: 'set', lastFour: 'x7Qa' },
};

const providers: readonly ProviderView[] = [
  openAi,
  {
    id: 'ollama',
    kind: 'openai_compatible',
    name: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    key: { kind: 'none' },
  },
  {
    id: 'work',
    kind: 'openai_compatible',
    name: 'Gateway at work',
    baseUrl: 'https://models.example.com/v1',
    key: { kind: 'other_origin', lastFour: '9f2c', origin: 'https://old.example.com' },
  },
  {
    id: 'unreadable',
    kind: 'openai_compatible',
    name: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    key: { kind: 'unreadable', lastFour: 'k3Lm' },
  },
  {
    id: 'environment',
    kind: 'openai_compatible',
    name: 'From the environment',
    baseUrl: 'https://api.openai.com/v1',
    key: { kind: 'environment', lastFour: '11zz' },
  },
  { id: 'demo', kind: 'demo', name: 'Demo', baseUrl: '', key: { kind: 'none' } },
];

/** What the pictures need; the rest of the settings is not on show. */
const settings = {
  defaultProviderId: 'openai',
  defaultModel: 'gpt-5.4-mini',
  systemPrompt: '',
  idleTimeoutSeconds: 120,
  theme: 'system',
  nameConversations: true,
  sidebarWidth: 260,
  sidebarOpen: true,
  allowWeakKeyStorage: false,
} as SettingsView['settings'];

function startState(count: number, change: Partial<StartState> = {}): StartState {
  return {
    heads: heads(count),
    streaming: count > 2 ? [idFor(2)] : [],
    settings: {
      settings,
      providers,
      keyStorage: 'strong',
      keyStorageName: 'gnome_libsecret',
    },
    storage: { kind: 'saved' },
    notices: [],
    drafts: [],
    dataFolder: '/home/noor/.config/Parley',
    version: '0.1.0',
    platform: 'linux',
    ...change,
  };
}

const models = {
  openai: ['gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'o5', 'o5-mini'],
  ollama: ['llama4:8b', 'qwen4:14b', 'gemma4:12b'],
  demo: ['parley-demo'],
  environment: ['gpt-5.4'],
};

const servers: readonly DiscoveredServer[] = [
  {
    name: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    models: [{ id: 'llama4:8b' }, { id: 'qwen4:14b' }],
  },
  { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1', models: [{ id: 'gemma4' }] },
];

/** The situations worth looking at, by name; unknown names give the usual one. */
export function scenario(name: string): Scenario {
  const usual: Scenario = { start: startState(14), servers, models };
  const noProvider = { ...startState(0).settings, providers: [] };
  switch (name) {
    case 'first-run':
      return { ...usual, start: startState(0, { settings: noProvider }) };
    case 'first-run-alone':
      return { ...usual, servers: [], start: startState(0, { settings: noProvider }) };
    case 'no-provider':
      return { ...usual, start: startState(5, { settings: noProvider }) };
    case 'empty':
      return { ...usual, start: startState(0) };
    case 'many':
      return { ...usual, start: startState(10_000) };
    case 'weak': {
      const { settings } = startState(0);
      const weak = { ...settings, keyStorage: 'weak' as const, keyStorageName: 'basic_text' };
      return { ...usual, start: startState(5, { settings: weak }) };
    }
    case 'problems':
      return {
        ...usual,
        start: startState(5, {
          storage: {
            kind: 'unsaved',
            reason:
              'the disk is full. Free some space; what you wrote is kept in memory until then.',
            conversationIds: [idFor(0)],
          },
          notices: [
            {
              id: 'a',
              tone: 'problem',
              message:
                'One conversation could not be read and was set aside in the quarantine folder. Nothing in it was changed.',
            },
            { id: 'b', tone: 'quiet', message: 'Search is being rebuilt in the background.' },
          ],
        }),
      };
    case 'start-failed':
      return { ...usual, start: null };
    default:
      return usual;
  }
}
