import { expect, test, vi } from 'vitest';
import { createRegistry } from '../../../src/main/providers/registry.ts';
import { ExpectedError } from '../../../src/shared/expected.ts';
import type { ParleyError } from '../../../src/shared/model/errors.ts';
import type { KeyStorage } from '../../../src/shared/model/providers/provider.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { createProtocols } from '../../../src/main/wire/open-protocol.ts';
import { connectServer, memorySecrets, memorySettings } from './memory-ports.ts';

const openAi = {
  id: null,
  kind: 'openai_compatible',
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
} as const;
const demo = { id: null, kind: 'demo', name: 'Demo', baseUrl: '' } as const;

function setUp(
  options: {
    readonly settings?: object;
    readonly storage?: KeyStorage;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
) {
  const settings = memorySettings(options.settings);
  const secrets = memorySecrets(options.storage);
  const { environment = {} } = options;
  return { settings, secrets, registry: createRegistry({ settings, secrets, environment }) };
}

async function failureOf(action: () => unknown): Promise<ParleyError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ExpectedError) return error.error;
    throw error;
  }
  throw new Error('It did not fail.');
}

test('the first provider becomes the default, and a later one does not', async () => {
  const { registry, settings } = setUp();
  expect(registry.defaultProviderId()).toBeNull();
  const first = await registry.save(openAi);
  await registry.save({ ...openAi, name: 'Other', baseUrl: 'localhost:11434' });
  expect(registry.defaultProviderId()).toBe(first.id);
  expect(settings.read().defaultProviderId).toBe(first.id);
  expect(registry.list().map(({ baseUrl }) => baseUrl)).toEqual([
    'https://api.openai.com/v1',
    'http://localhost:11434/v1',
  ]);
});

test('there is one demo, with its model chosen, and it connects without a key', async () => {
  const { registry, settings } = setUp();
  const saved = await registry.save(demo);
  expect((await registry.save(demo)).id).toBe(saved.id);
  expect(registry.list()).toHaveLength(1);
  expect(settings.read().defaultModel).toBe('parley-demo');
  const connection = await registry.connect(saved.id);
  expect(connection).toEqual({ protocol: 'demo', providerId: saved.id, name: 'Demo' });
  const models = await createProtocols()(connection).listModels();
  expect(models).toMatchObject([{ id: 'parley-demo' }]);
  expect((await failureOf(() => registry.setKey(saved.id, 'sk-1'))).kind).toBe('invalid');
});

test('a key is stored for its origin and goes nowhere else', async () => {
  const { registry, secrets } = setUp();
  const { id } = await registry.save(openAi);
  expect(await registry.setKey(id, 'sk-abcd1234')).toEqual({ kind: 'set', lastFour: '1234' });
  expect((await connectServer(registry, id)).apiKey).toBe('sk-abcd1234');

  const moved = await registry.save({ ...openAi, id, baseUrl: 'https://elsewhere.example/v1' });
  expect(moved.key).toEqual({
    kind: 'other_origin',
    lastFour: '1234',
    origin: 'https://api.openai.com',
  });
  const failure = await failureOf(() => connectServer(registry, id));
  expect(failure).toMatchObject({ kind: 'auth', action: 'open_settings' });
  expect(sentenceOf(failure)).not.toContain('sk-');
  expect(secrets.kept.get(id)?.key).toBe('sk-abcd1234');

  const back = await registry.save({ ...openAi, id, baseUrl: 'https://api.openai.com/other' });
  expect(back.key).toEqual({ kind: 'set', lastFour: '1234' });
  await registry.deleteKey(id);
  expect(secrets.kept.size).toBe(0);
});

test('a key that cannot be decrypted is kept, reported, and works again when it can', async () => {
  const { registry, secrets } = setUp();
  const { id } = await registry.save(openAi);
  await registry.setKey(id, 'sk-abcd1234');
  const changed = vi.fn<() => void>();
  registry.subscribe(changed);
  secrets.lock(true);
  expect(await failureOf(() => connectServer(registry, id))).toMatchObject({
    kind: 'storage',
    action: 'open_settings',
  });
  expect(changed).toHaveBeenCalledTimes(1);
  expect(registry.list()[0]?.key).toEqual({ kind: 'unreadable', lastFour: '1234' });
  expect(secrets.kept.size).toBe(1);
  secrets.lock(false);
  expect((await connectServer(registry, id)).apiKey).toBe('sk-abcd1234');
  expect(registry.list()[0]?.key).toEqual({ kind: 'set', lastFour: '1234' });
  expect(changed).toHaveBeenCalledTimes(2);
});

test('a system without a keyring stores a key only when the person allows it', async () => {
  const { registry, settings, secrets } = setUp({ storage: 'weak' });
  const { id } = await registry.save(openAi);
  const failure = await failureOf(() => registry.setKey(id, 'sk-abcd1234'));
  expect(failure).toMatchObject({ kind: 'storage', action: 'open_settings' });
  expect(sentenceOf(failure)).toContain('basic_text');
  expect(secrets.kept.size).toBe(0);
  settings.update((before) => ({ ...before, allowWeakKeyStorage: true }));
  expect(await registry.setKey(id, 'sk-abcd1234')).toEqual({ kind: 'set', lastFour: '1234' });
});

test('a system that cannot encrypt stores no key, whatever is allowed', async () => {
  const { registry, secrets } = setUp({
    storage: 'unavailable',
    settings: { allowWeakKeyStorage: true },
  });
  const { id } = await registry.save(openAi);
  expect((await failureOf(() => registry.setKey(id, 'sk-abcd1234'))).kind).toBe('storage');
  expect(secrets.kept.size).toBe(0);
});

test('OpenAI without a key says so before a request; another server may need none', async () => {
  const { registry } = setUp();
  const remote = await registry.save(openAi);
  const local = await registry.save({ ...openAi, name: 'Ollama', baseUrl: 'localhost:11434' });
  expect(await failureOf(() => connectServer(registry, remote.id))).toMatchObject({
    kind: 'auth',
    action: 'open_settings',
  });
  expect((await connectServer(registry, local.id)).apiKey).toBeNull();
});

test('the environment is the default until a server is configured, and is never written down', async () => {
  const { registry, settings, secrets } = setUp({
    environment: { OPENAI_API_KEY: 'sk-env9999', OPENAI_BASE_URL: 'localhost:9000' },
  });
  const view = await registry.view();
  expect(view.providers).toEqual([
    {
      id: 'environment',
      furtherKeys: [],
      organisation: '',
      project: '',
      timeoutSeconds: null,
      kind: 'openai_compatible',
      name: 'localhost:9000',
      baseUrl: 'http://localhost:9000/v1',
      key: { kind: 'environment', lastFour: '9999' },
      extras: [],
      extrasProblem: null,
      protocol: 'automatic',
      modelProtocols: [],
      refusedParameters: {},
      isUnproven: true,
      needsConsent: false,
    },
  ]);
  expect(view.settings.defaultProviderId).toBe('environment');
  const connection = await connectServer(registry, 'environment');
  expect(connection.apiKey).toBe('sk-env9999');
  connection.rememberStreamOptionsRefused();
  expect((await connectServer(registry, 'environment')).refusesStreamOptions).toBe(true);
  expect(sentenceOf(await failureOf(() => registry.delete('environment')))).toContain(
    'OPENAI_API_KEY',
  );
  expect(JSON.stringify([settings.read(), ...secrets.kept])).not.toContain('9999');
  expect(settings.read().providers).toEqual([]);

  await registry.save(openAi);
  expect(registry.list().map(({ name }) => name)).toEqual(['OpenAI']);
  // Conversations that started with it still find it.
  expect((await connectServer(registry, 'environment')).apiKey).toBe('sk-env9999');
});

test('the demo beside the environment takes nothing away', async () => {
  const { registry } = setUp({ environment: { OPENAI_API_KEY: 'sk-env9999' } });
  await registry.save(demo);
  expect(registry.list().map(({ id }) => id)).toEqual(['environment', 'demo']);
});

test("a key of one's own makes the environment's provider one's own", async () => {
  const { registry, settings } = setUp({ environment: { OPENAI_API_KEY: 'sk-env9999' } });
  await registry.setKey('environment', 'sk-mine0000');
  expect(settings.read().providers).toHaveLength(1);
  expect((await connectServer(registry, 'environment')).apiKey).toBe('sk-mine0000');
  await registry.deleteKey('environment');
  expect((await connectServer(registry, 'environment')).apiKey).toBe('sk-env9999');
});

test("the environment's key is not sent to another address either", async () => {
  const { registry } = setUp({ environment: { OPENAI_API_KEY: 'sk-env9999' } });
  const moved = await registry.save({
    ...openAi,
    id: 'environment',
    baseUrl: 'https://evil.example/v1',
  });
  expect(moved.key).toEqual({ kind: 'none' });
  expect((await connectServer(registry, 'environment')).apiKey).toBeNull();
});

test('a broken OPENAI_BASE_URL does not keep the program from starting', async () => {
  const { registry } = setUp({ environment: { OPENAI_BASE_URL: 'ftp://x' } });
  expect(registry.list()).toEqual([]);
});

test('what was learned of a server is kept, until the address changes', async () => {
  const { registry, settings } = setUp();
  const { id } = await registry.save({ ...openAi, baseUrl: 'localhost:8000' });
  const connection = await connectServer(registry, id);
  expect(connection.refusesStreamOptions).toBe(false);
  connection.rememberStreamOptionsRefused();
  expect(settings.read().providers[0]?.refusesStreamOptions).toBe(true);
  await registry.save({ ...openAi, id, name: 'Renamed', baseUrl: 'localhost:8000' });
  expect((await connectServer(registry, id)).refusesStreamOptions).toBe(true);
  await registry.save({ ...openAi, id, baseUrl: 'localhost:8001' });
  expect((await connectServer(registry, id)).refusesStreamOptions).toBe(false);
});

test('context windows are kept, and one that a refusal named comes first', async () => {
  const { registry, settings } = setUp();
  const address = { ...openAi, baseUrl: 'localhost:8000' };
  const { id } = await registry.save(address);
  const windowOf = (providerId: string, model: string): number | null => {
    const { listed, refused } = registry.provider(providerId)?.contextWindows ?? {};
    return refused?.[model] ?? listed?.[model] ?? null;
  };
  registry.told(id, [{ id: 'a', contextTokens: 32_768 }, { id: 'b' }]);
  const known = settings.read();
  registry.told(id, [{ id: 'a', contextTokens: 32_768 }, { id: 'b' }]);
  expect(settings.read()).toBe(known);
  expect(windowOf(id, 'a')).toBe(32_768);
  expect(windowOf(id, 'b')).toBeNull();
  expect(windowOf('gone', 'a')).toBeNull();
  const { quirks } = await connectServer(registry, id);
  quirks?.rememberContext('a', 8192);
  quirks?.rememberContext('b', 4096);
  quirks?.sawTokens('b', 4096);
  expect([windowOf(id, 'a'), windowOf(id, 'b')]).toEqual([8192, 4096]);
  // The server was restarted with a larger window.
  quirks?.sawTokens('b', 4097);
  expect(windowOf(id, 'b')).toBeNull();
  await registry.save({ ...address, id, name: 'Renamed' });
  expect(windowOf(id, 'a')).toBe(8192);
  await registry.save({ ...address, id, baseUrl: 'localhost:8001' });
  expect(windowOf(id, 'a')).toBeNull();
});

test('unknown fields of a provider survive a change', async () => {
  const provider = { ...openAi, id: 'p', colour: 'green' };
  const { registry, settings } = setUp({ settings: { providers: [provider] } });
  await registry.save({ ...openAi, id: 'p', name: 'New name' });
  expect(settings.read().providers[0]).toMatchObject({ name: 'New name', colour: 'green' });
});

test('deleting takes the key along and chooses another default', async () => {
  const { registry, settings, secrets } = setUp();
  const { id } = await registry.save(openAi);
  await registry.save(demo);
  await registry.setKey(id, 'sk-abcd1234');
  await registry.delete(id);
  expect(secrets.kept.size).toBe(0);
  expect(settings.read()).toMatchObject({ defaultProviderId: 'demo', defaultModel: 'parley-demo' });
  expect(await failureOf(() => connectServer(registry, id))).toMatchObject({
    kind: 'invalid',
    action: 'choose_model',
  });
});

test('a bad address changes nothing', async () => {
  const { registry } = setUp();
  expect((await failureOf(() => registry.save({ ...openAi, baseUrl: 'ftp://x' }))).kind).toBe(
    'invalid',
  );
  expect(registry.list()).toEqual([]);
});

test('two providers of one name can be told apart, and saving one again keeps its name', async () => {
  const { registry } = setUp();
  await registry.save(openAi);
  const second = await registry.save(openAi);
  await registry.save({ ...openAi, id: second.id, name: second.name });
  await registry.save(openAi);
  expect(registry.list().map(({ name }) => name)).toEqual(['OpenAI', 'OpenAI (2)', 'OpenAI (3)']);
});
