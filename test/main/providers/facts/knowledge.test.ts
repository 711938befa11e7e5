import { expect, test } from 'vitest';
import { createModelKnowledge, priced } from '../../../../src/main/providers/facts/knowledge.ts';
import { createFactTable } from '../../../../src/main/providers/facts/table.ts';
import { createPriceBook } from '../../../../src/main/providers/prices.ts';
import type { ModelInfo } from '../../../../src/shared/contract/index.ts';
import { memorySettings } from '../memory-ports.ts';

const loadTable = createFactTable();
const provider = {
  id: 'p',
  kind: 'openai_compatible',
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
};

function setUp(listed: readonly ModelInfo[] = [], more: object = {}) {
  const settings = memorySettings({ providers: [{ ...provider, ...more }] });
  const knowledge = createModelKnowledge({
    settings,
    provider: (id) => settings.read().providers.find((each) => each.id === id),
    find: () => Promise.resolve({ models: listed, isKept: false }),
    lastListed: (_id, baseUrl) => Promise.resolve(baseUrl === provider.baseUrl ? listed : []),
    loadTable,
  });
  return { settings, knowledge };
}

test('a model comes with all that may say something about it', async () => {
  const windows = { listed: {}, refused: { 'gpt-5': 8192 } };
  const { knowledge } = setUp([{ id: 'gpt-5', vision: false }, { id: 'mine' }], {
    contextWindows: windows,
  });
  knowledge.change({ providerId: 'p', model: 'unlisted', patch: { favourite: true } });
  const { models } = await knowledge.known('p', false);
  expect(models).toMatchObject([
    { id: 'gpt-5', vision: false, refusedTokens: 8192, table: { vision: true } },
    { id: 'mine' },
    { id: 'unlisted' },
  ]);
  expect(models[1]).toEqual({ id: 'mine' });
});

test('the context window is the person’s, else a refusal’s, the server’s, the table’s', async () => {
  const { settings, knowledge } = setUp();
  const windowOf = () => knowledge.contextWindow('p', 'gpt-5');
  const learn = (contextWindows: object): void =>
    settings.update((before) => ({
      ...before,
      providers: before.providers.map((each) => ({ ...each, contextWindows }) as typeof each),
    }));
  expect(await windowOf()).toBe(400_000);
  learn({ listed: { 'gpt-5': 300_000 }, refused: {} });
  expect(await windowOf()).toBe(300_000);
  learn({ listed: { 'gpt-5': 300_000 }, refused: { 'gpt-5': 200_000 } });
  expect(await windowOf()).toBe(200_000);
  knowledge.change({ providerId: 'p', model: 'gpt-5', patch: { contextTokens: 100_000 } });
  expect(await windowOf()).toBe(100_000);
  expect(await knowledge.contextWindow('p', 'mine')).toBeNull();
  expect(await knowledge.contextWindow('gone', 'gpt-5')).toBeNull();
});

test('what a model can do is the person’s to say, then the server’s, then the table’s', async () => {
  const { knowledge } = setUp([
    { id: 'gpt-5', vision: false },
    { id: 'mine', tools: true },
  ]);
  const of = (model: string, providerId = 'p') => knowledge.abilities(providerId, model);
  expect(await of('gpt-5')).toEqual({ vision: false, tools: true, reasoning: true });
  knowledge.change({ providerId: 'p', model: 'gpt-5', patch: { vision: true } });
  expect(await of('gpt-5')).toEqual({ vision: true, tools: true, reasoning: true });
  expect(await of('mine')).toEqual({ vision: null, tools: true, reasoning: null });
  const nothing = { vision: null, tools: null, reasoning: null };
  expect(await of('__proto__')).toEqual(nothing);
  expect(await of('gpt-5', 'gone')).toEqual(nothing);
});

test('what the person sets is kept, changed one by one, and forgotten when nothing is left', () => {
  const { settings, knowledge } = setUp();
  const change = (patch: Parameters<typeof knowledge.change>[0]['patch']): void =>
    knowledge.change({ providerId: 'p', model: '__proto__', patch });
  change({ name: 'Mine', favourite: true, vision: false });
  change({ favourite: false, hidden: true });
  expect(Object.values(settings.read().models)).toEqual([
    { name: 'Mine', vision: false, hidden: true },
  ]);
  change({ name: null, vision: null, hidden: false });
  expect(settings.read().models).toEqual({});
});

test('a service that names no prices has those of the table, unless a server told others', async () => {
  const book = createPriceBook(memorySettings());
  book.told('Router', [{ id: 'gpt-5-mini', price: { prompt: 9, completion: 9 } }]);
  const models = await priced(loadTable, provider.baseUrl, [
    { id: 'gpt-5' },
    { id: 'gpt-5-mini' },
    { id: 'mine', price: { prompt: 1, completion: 1 } },
    { id: 'other' },
  ]);
  book.told('OpenAI', models);
  const { date } = await loadTable();
  expect(book.list()).toEqual({
    'gpt-5': {
      prompt: 1.25,
      completion: 10,
      cached: 0.125,
      from: { kind: 'table', name: 'OpenAI', date },
    },
    'gpt-5-mini': { prompt: 9, completion: 9, from: { kind: 'server', name: 'Router' } },
    mine: { prompt: 1, completion: 1, from: { kind: 'server', name: 'OpenAI' } },
  });
});
