import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import { createProtocols } from '../../../src/main/wire/open-protocol.ts';
import { nameConversation } from '../../../src/main/turns/title.ts';
import { createModelLister } from '../../../src/main/providers/list-models.ts';
import { createRegistry, type ProviderRegistry } from '../../../src/main/providers/registry.ts';
import type { CommandInput } from '../../../src/shared/contract/index.ts';
import { ExpectedError } from '../../../src/shared/expected.ts';
import type { ParleyError } from '../../../src/shared/model/errors.ts';
import type { ExtraInput } from '../../../src/shared/model/extras.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { hear } from '../wire/support.ts';
import {
  connectServer,
  memorySecrets,
  memorySettings,
  type MemorySecrets,
} from './memory-ports.ts';

let server: Provider;
let settings: ReturnType<typeof memorySettings>;
let secrets: MemorySecrets;
let registry: ProviderRegistry;
beforeEach(async () => {
  server = await startProvider();
  settings = memorySettings();
  secrets = memorySecrets();
  registry = createRegistry({ settings, secrets, environment: {} });
});
afterEach(() => server.close());

const header = (name: string, value: string | null, isSecret = true): ExtraInput => ({
  place: 'header',
  name,
  isSecret,
  value,
});
const field = (name: string, value: string | null, isSecret = true): ExtraInput => ({
  ...header(name, value, isSecret),
  place: 'query',
});

function input(rest: Partial<CommandInput<'providers.save'>> = {}): CommandInput<'providers.save'> {
  const { baseUrl } = server;
  return { id: null, kind: 'openai_compatible', name: 'Gateway', baseUrl, ...rest };
}

async function failureOf(action: () => Promise<unknown>): Promise<ParleyError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ExpectedError) return error.error;
    throw error;
  }
  throw new Error('It did not fail.');
}

describe('headers and query fields of a provider', () => {
  test('go with every request, beside the key', async () => {
    const { id } = await registry.save(
      input({ extras: [header('X-Tenant', 'blue-1'), field('region', 'eu west', false)] }),
    );
    await registry.setKey(id, 'sk-abcd1234');
    const connection = await connectServer(registry, id);
    await createModelLister(createProtocols())(connection, AbortSignal.timeout(5000));
    await hear(connection);
    await nameConversation({
      protocol: chatCompletions(connection),
      model: 'm',
      question: 'Why?',
      answer: 'Because.',
      signal: new AbortController().signal,
    });
    expect(server.requests.length).toBeGreaterThanOrEqual(3);
    for (const request of server.requests) {
      expect(request.headers).toMatchObject({
        'x-tenant': 'blue-1',
        authorization: 'Bearer sk-abcd1234',
      });
      expect(new URL(request.url, 'http://x').searchParams.get('region')).toBe('eu west');
    }
    expect(connection.secrets).toEqual(['sk-abcd1234', 'blue-1']);
  });

  test('secret values are in no settings and no view; names and open values are', async () => {
    const saved = await registry.save(
      input({ extras: [header('X-Tenant', 'canary-1'), field('region', 'eu', false)] }),
    );
    expect(saved.extras).toEqual([
      { place: 'header', name: 'X-Tenant', value: null },
      { place: 'query', name: 'region', value: 'eu' },
    ]);
    const view = JSON.stringify([await registry.view(), settings.read()]);
    expect(view).not.toContain('canary');
    // Nor are their last characters revealed, which are shown for a key.
    expect(secrets.status(`${saved.id} extras`)?.lastFour).not.toMatch(/[a-y]{2}|1"/);
  });

  test('a value stays when the form gives none, and goes when its line goes', async () => {
    const { id } = await registry.save(
      input({ extras: [header('X-A', 'one'), header('X-B', 'two')] }),
    );
    await registry.save(input({ id, extras: [header('x-a', null), header('X-C', 'three')] }));
    expect((await connectServer(registry, id)).extras.headers).toEqual({
      'x-a': 'one',
      'X-C': 'three',
    });
    await registry.save(input({ id, name: 'Renamed' }));
    expect((await connectServer(registry, id)).extras.headers).toEqual({
      'x-a': 'one',
      'X-C': 'three',
    });
    await registry.save(input({ id, extras: [] }));
    expect((await connectServer(registry, id)).extras).toEqual({ headers: {}, query: {} });
    expect(secrets.kept.size).toBe(0);
  });

  test('a secret is never shown again by unmarking it', async () => {
    const { id } = await registry.save(input({ extras: [header('X-A', 'canary')] }));
    const failure = await failureOf(() =>
      registry.save(input({ id, extras: [header('X-A', null, false)] })),
    );
    expect(sentenceOf(failure)).toBe('Enter the value of X-A again to show it.');
    expect((await connectServer(registry, id)).extras.headers).toEqual({ 'X-A': 'canary' });
  });

  test('secret values go to their origin only, and say so elsewhere', async () => {
    const { id } = await registry.save(input({ extras: [header('X-A', 'canary')] }));
    const moved = await registry.save(input({ id, baseUrl: 'https://elsewhere.example/v1' }));
    expect(moved.extrasProblem && sentenceOf(moved.extrasProblem)).toContain(
      'are not sent to https://elsewhere.example',
    );
    expect(await failureOf(() => connectServer(registry, id))).toMatchObject({
      kind: 'auth',
      action: 'open_settings',
    });
    await registry.save(input({ id }));
    expect((await connectServer(registry, id)).extras.headers).toEqual({ 'X-A': 'canary' });
  });

  test('a secret value that is entered again is news, although no setting changes', async () => {
    const { id } = await registry.save(input({ extras: [header('X-Team', 'blue')] }));
    const moved = input({ id, baseUrl: 'http://localhost:4322/v1' });
    await registry.save({ ...moved, extras: [header('X-Team', null)] });
    let problem = registry.list()[0]?.extrasProblem;
    expect(problem?.code).toBe('extras_other_origin_here');
    registry.subscribe(() => (problem = registry.list()[0]?.extrasProblem));
    await registry.save({ ...moved, extras: [header('X-Team', 'green')] });
    expect(problem).toBeNull();
  });

  test('what cannot be decrypted is kept and told, and a rename does not need it', async () => {
    const { id } = await registry.save(input({ extras: [header('X-A', 'one')] }));
    secrets.lock(true);
    expect(sentenceOf(await failureOf(() => connectServer(registry, id)))).toContain(
      'could not decrypt',
    );
    await registry.save(input({ id, name: 'Other', extras: [header('X-A', null)] }));
    secrets.lock(false);
    expect((await connectServer(registry, id)).extras.headers).toEqual({ 'X-A': 'one' });
  });

  test('settings that came without their secrets ask for them', async () => {
    const provider = { id: 'p', kind: 'openai_compatible', name: 'G', baseUrl: server.baseUrl };
    settings.update((before) => ({
      ...before,
      providers: [
        {
          ...provider,
          kind: 'openai_compatible',
          extras: [{ place: 'header', name: 'X-A', value: null }],
        },
      ],
    }));
    const problem = registry.list()[0]?.extrasProblem ?? null;
    expect(problem && sentenceOf(problem)).toContain('not on this computer');
    expect(sentenceOf(await failureOf(() => connectServer(registry, 'p')))).toContain(
      'not on this computer',
    );
  });

  test('a system that guards secrets badly keeps none without consent', async () => {
    registry = createRegistry({ settings, secrets: memorySecrets('weak'), environment: {} });
    const failure = await failureOf(() => registry.save(input({ extras: [header('X-A', 'one')] })));
    expect(failure).toMatchObject({ kind: 'storage', action: 'open_settings' });
    expect(registry.list()).toEqual([]);
    await registry.save(input({ extras: [header('X-A', 'one', false)] }));
  });

  test('they go with their provider', async () => {
    const { id } = await registry.save(input({ extras: [header('X-A', 'one')] }));
    await registry.delete(id);
    expect(secrets.kept.size).toBe(0);
  });
});

describe('what no header or field may be', () => {
  test.each([
    [[header('Host', 'evil.example')], 'Parley sets the header Host itself'],
    [[header('content-length', '5')], 'Parley sets the header content-length itself'],
    [[header('Transfer-Encoding', 'chunked')], 'Parley sets the header'],
    [[header('Connection', 'close')], 'Parley sets the header'],
    [[header('Proxy-Authorization', 'Basic x')], 'Parley sets the header'],
    [[header('Sec-Fetch-Site', 'none')], 'Parley sets the header'],
    [[header('X-A', 'one\r\nX-Evil: canary')], 'The value of X-A has a line break'],
    [[header('X-A\r\nX-Evil', 'canary')], 'letters, digits and hyphens'],
    [[header('X A', 'canary')], 'letters, digits and hyphens'],
    [[header('X-A', 'canary\u{1f426}')], 'characters that no header can carry'],
    [[header('X-A', '   ')], 'X-A has no value'],
    [[header('X-A', 'one'), header('x-a', 'canary')], 'x-a is there twice'],
    [[field('a b', 'canary')], 'cannot contain spaces'],
    [[field('a', 'canary\n')], 'The value of a has a line break'],
    [[field('a', '1'), field('a', 'canary')], 'a is there twice'],
    [[header('X-New', null)], 'are not on this computer'],
    [Array.from({ length: 33 }, (_, i) => header(`X-${i}`, 'v')), '32 headers and query fields'],
  ])('%j', async (extras, words) => {
    const failure = await failureOf(() => registry.save(input({ extras })));
    expect(sentenceOf(failure)).toContain(words);
    expect(sentenceOf(failure)).not.toContain('canary');
    expect(registry.list()).toEqual([]);
    expect(secrets.kept.size).toBe(0);
  });

  test('a key and a header for it: one of them', async () => {
    const { id } = await registry.save(input());
    await registry.setKey(id, 'sk-abcd1234');
    const both = await failureOf(() =>
      registry.save(input({ id, extras: [header('authorization', 'Basic abc')] })),
    );
    expect(sentenceOf(both)).toContain('Keep one of them');
    await registry.deleteKey(id);
    await registry.save(input({ id, extras: [header('Authorization', 'Basic abc')] }));
    expect(sentenceOf(await failureOf(() => registry.setKey(id, 'sk-1')))).toContain(
      'Keep one of them',
    );
    await hear(await connectServer(registry, id));
    expect(server.requests.at(-1)?.headers.authorization).toBe('Basic abc');
  });
});

describe('a query in the address', () => {
  test('is kept as fields: the version open, all else secret', async () => {
    const { id, baseUrl, extras } = await registry.save(
      input({ baseUrl: `${server.baseUrl}?api-version=2024-10-21&subscription-key=canary` }),
    );
    expect(baseUrl).toBe(server.baseUrl);
    expect(extras).toEqual([
      { place: 'query', name: 'api-version', value: '2024-10-21' },
      { place: 'query', name: 'subscription-key', value: null },
    ]);
    await hear(await connectServer(registry, id));
    const url = new URL(server.requests.at(-1)?.url ?? '', 'http://x');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'api-version': '2024-10-21',
      'subscription-key': 'canary',
    });
    // Pasted again with another version: the new one applies, and the key stays.
    await registry.save(input({ id, baseUrl: `${server.baseUrl}?api-version=2025-01-01` }));
    expect((await connectServer(registry, id)).extras.query).toEqual({
      'api-version': '2025-01-01',
      'subscription-key': 'canary',
    });
  });

  test('in OPENAI_BASE_URL is sent and never written down', async () => {
    registry = createRegistry({
      settings,
      secrets,
      environment: { OPENAI_BASE_URL: `${server.baseUrl}?tenant=canary`, OPENAI_API_KEY: 'sk-e' },
    });
    const connection = await connectServer(registry, 'environment');
    expect(connection.extras.query).toEqual({ tenant: 'canary' });
    expect(connection.secrets).toEqual(['sk-e', 'canary']);
    expect(JSON.stringify([await registry.view(), settings.read()])).not.toContain('canary');
  });
});
