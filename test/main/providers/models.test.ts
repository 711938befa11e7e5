import { afterEach, beforeEach, expect, test } from 'vitest';
import { listModels } from '../../../src/main/wire/chat-completions/models.ts';
import { createModelLists, firstChatModel } from '../../../src/main/providers/models.ts';
import { createRegistry, type ProviderRegistry } from '../../../src/main/providers/registry.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { memorySecrets, memorySettings } from './memory-ports.ts';

let server: Provider;
let registry: ProviderRegistry;
let id: string;
let models: ReturnType<typeof createModelLists>;

beforeEach(async () => {
  server = await startProvider({ apiKey: 'sk-right', models: ['alpha', 'beta'] });
  registry = createRegistry({
    settings: memorySettings(),
    secrets: memorySecrets(),
    environment: {},
  });
  ({ id } = await registry.save({
    id: null,
    kind: 'openai_compatible',
    name: 'Scripted',
    baseUrl: server.baseUrl,
  }));
  models = createModelLists(registry.connect, listModels);
});
afterEach(() => server.close());

const asked = (): number => server.requestsOf('models').length;

test('models are asked for once, until they are refreshed or the key changes', async () => {
  await registry.setKey(id, 'sk-right');
  const both = await Promise.all([models(id, false), models(id, true)]);
  expect(both).toEqual([
    [{ id: 'alpha' }, { id: 'beta' }],
    [{ id: 'alpha' }, { id: 'beta' }],
  ]);
  await models(id, false);
  expect(asked()).toBe(1);
  await models(id, true);
  expect(asked()).toBe(2);
  await registry.setKey(id, 'sk-wrong');
  await expect(models(id, false)).rejects.toMatchObject({ error: { kind: 'auth' } });
});

test('a failure is not remembered', async () => {
  await expect(models(id, false)).rejects.toMatchObject({ error: { kind: 'auth' } });
  await registry.setKey(id, 'sk-right');
  expect(firstChatModel(await models(id, false))).toBe('alpha');
});

test('without a model there is none to begin with', async () => {
  expect(firstChatModel([])).toBeNull();
});
