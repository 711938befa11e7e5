import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProtocols } from '../../../src/main/wire/open-protocol.ts';
import {
  createModelLists,
  firstChatModel,
  type ListModels,
  type ModelLists,
} from '../../../src/main/providers/models.ts';
import type { KeptModelList, ModelListsPort } from '../../../src/main/providers/ports.ts';
import { createRegistry, type ProviderRegistry } from '../../../src/main/providers/registry.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { modelList } from '../../provider/served.ts';
import { memorySecrets, memorySettings } from './memory-ports.ts';

const openProtocol = createProtocols();

let server: Provider;
let registry: ProviderRegistry;
let id: string;
let models: ModelLists['list'];

/** Lists as after a start, with what was kept by then. */
function listsOn(kept?: ModelListsPort): ModelLists {
  const ask: ListModels = (connection, signal) => openProtocol(connection).listModels(signal);
  return createModelLists(registry.connect, ask, kept);
}

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
  ({ list: models } = listsOn());
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

test('a list is there at once after a restart, and the server is asked anew', async () => {
  const lists = new Map<string, KeptModelList>();
  const kept: ModelListsPort = {
    read: (providerId) => Promise.resolve(lists.get(providerId) ?? null),
    keep: (providerId, list) => void lists.set(providerId, list),
    forget: (providerId) => void lists.delete(providerId),
  };
  await registry.setKey(id, 'sk-right');
  await listsOn(kept).list(id, false);
  server.scriptModels(modelList(['gamma'], 'openai'));
  const again = listsOn(kept);
  expect(await again.find(id, false)).toEqual({
    models: [{ id: 'alpha' }, { id: 'beta' }],
    isKept: true,
  });
  // A refresh joins the request under way.
  expect(await again.find(id, true)).toEqual({ models: [{ id: 'gamma' }], isKept: false });
  expect(asked()).toBe(2);
  expect(await again.find(id, false)).toEqual({ models: [{ id: 'gamma' }], isKept: false });

  // What was listed last is told without asking.
  expect(await again.lastListed(id, server.baseUrl)).toEqual([{ id: 'gamma' }]);
  expect(await listsOn(kept).lastListed(id, server.baseUrl)).toEqual([{ id: 'gamma' }]);
  expect(await again.lastListed(id, 'https://elsewhere.example/v1')).toEqual([]);
  expect(asked()).toBe(2);

  // Without the server there is still the list, and a refresh tells the reason.
  server.scriptModels({ kind: 'error', status: 501 });
  const offline = listsOn(kept);
  expect(await offline.list(id, false)).toEqual([{ id: 'gamma' }]);
  await expect(offline.list(id, true)).rejects.toMatchObject({ error: { status: 501 } });
  // The list of another address is of no use.
  await registry.save({
    id,
    kind: 'openai_compatible',
    name: '',
    baseUrl: server.baseUrl.replace('/v1', '/elsewhere/v1'),
  });
  await expect(listsOn(kept).list(id, false)).rejects.toThrow();
  listsOn(kept).forget(id);
  expect(lists.size).toBe(0);
});

test('an answer that comes after its provider was deleted is forgotten', async () => {
  const lists = new Map<string, KeptModelList>();
  const question = Promise.withResolvers<undefined>();
  const answer = Promise.withResolvers<readonly { readonly id: string }[]>();
  const listed: string[] = [];
  const all = createModelLists(
    registry.connect,
    () => {
      question.resolve(undefined);
      return answer.promise;
    },
    {
      read: () => Promise.resolve(null),
      keep: (providerId, list) => void lists.set(providerId, list),
      forget: (providerId) => void lists.delete(providerId),
    },
    ({ providerId }) => listed.push(providerId),
  );
  const found = all.list(id, false);
  await question.promise;
  all.forget(id);
  answer.resolve([{ id: 'alpha' }]);
  expect(await found).toEqual([{ id: 'alpha' }]);
  expect([lists.size, listed]).toEqual([0, []]);
});
