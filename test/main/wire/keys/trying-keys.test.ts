import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRegistry } from '../../../../src/main/providers/registry.ts';
import { embed } from '../../../../src/main/wire/embeddings.ts';
import { createProtocols } from '../../../../src/main/wire/open-protocol.ts';
import type { ChatStep } from '../../../../src/shared/model/chat-event.ts';
import type { Behaviour } from '../../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { connectServer, memorySecrets, memorySettings } from '../../providers/memory-ports.ts';
import { heard, terminals } from '../support.ts';

let provider: Provider;
let registry: ReturnType<typeof createRegistry>;
let settings: ReturnType<typeof memorySettings>;
let secrets: ReturnType<typeof memorySecrets>;
let id: string;

beforeEach(async () => {
  provider = await startProvider();
  settings = memorySettings();
  secrets = memorySecrets();
  registry = createRegistry({ settings, secrets, environment: {} });
  ({ id } = await registry.save({
    id: null,
    kind: 'openai_compatible',
    name: 'One',
    baseUrl: provider.baseUrl,
  }));
  await registry.setKey(id, 'sk-first-key-0001');
  await registry.addKey(id, 'sk-second-key-0002');
  await registry.addKey(id, 'sk-third-key-0003');
});
afterEach(() => provider.close());

const protocols = createProtocols();

/** The last characters of the keys that were sent, one for each request. */
const sent = (): readonly (string | undefined)[] =>
  provider.requests.map(({ headers }) => String(headers['authorization']).slice(-1));

async function ask() {
  const steps: ChatStep[] = [];
  const question = {
    model: 'm',
    messages: [{ role: 'user', contents: [{ kind: 'text', text: 'Hello?' }] }],
    idleTimeoutMs: 10_000,
  } as const;
  const protocol = protocols(await registry.connect(id));
  for await (const step of protocol.ask(question, new AbortController().signal)) steps.push(step);
  expect(terminals(steps)).toBe(1);
  return heard(steps);
}

const refuse = (status: number): Behaviour => ({ kind: 'error', status, message: 'No.' });

test('the next key is tried when one is refused, and the one that works comes first', async () => {
  provider.next(refuse(401));
  provider.next(refuse(403));
  provider.script({ kind: 'text', text: 'Hello.' });
  expect((await ask()).text).toBe('Hello.');
  expect(sent()).toEqual(['1', '2', '3']);
  await ask();
  expect(sent()).toEqual(['1', '2', '3', '3']);
  // The form does not change with what has worked, and a new start begins with the first key.
  expect(registry.list()[0]).toMatchObject({ key: { kind: 'set', lastFour: '0001' } });
});

test('a key at its limit gives way, and without any other the first refusal is told', async () => {
  provider.onRequest(() => ({ ...refuse(429), code: 'rate_limit', retryAfter: 3600 }) as Behaviour);
  const { steps, error } = await ask();
  expect(error()).toMatchObject({ kind: 'rate_limit' });
  expect(steps.filter(({ kind }) => kind === 'failed')).toHaveLength(1);
  expect(new Set(sent())).toEqual(new Set(['1', '2', '3']));
});

test('nothing is asked twice once an answer has begun, or for a failure of another kind', async () => {
  const live = provider.live();
  const asking = ask();
  await live.write('Hel');
  await live.end('reset');
  expect((await asking).error().kind).not.toBe('auth');
  provider.script(refuse(400));
  await ask();
  expect(sent()).toEqual(['1', '1']);
});

test('lists and embeddings try them, too', async () => {
  const { port } = provider;
  await provider.close();
  provider = await startProvider({ port, apiKey: 'sk-second-key-0002' });
  const connection = await connectServer(registry, id);
  expect(await protocols(connection).listModels()).not.toEqual([]);
  await embed(connection, { model: 'e', input: 'x' }, new AbortController().signal, 5000);
  expect(sent()).toEqual(['1', '2', '2']);
});

test('keys have an order, stay in main, and go with their provider', async () => {
  const places = () => registry.list()[0]?.furtherKeys.map(({ place }) => place);
  expect(places()).toEqual(['2', '3']);
  registry.preferKey(id, '3');
  expect(registry.list()[0]).toMatchObject({
    key: { lastFour: '0003' },
    furtherKeys: [{ place: '', status: { lastFour: '0001' } }, { place: '2' }],
  });
  expect(JSON.stringify(await registry.view())).not.toContain('key-000');
  expect(JSON.stringify(settings.read())).not.toContain('key-000');
  const { secrets: hidden } = await connectServer(registry, id);
  expect(hidden).toEqual(['sk-third-key-0003', 'sk-first-key-0001', 'sk-second-key-0002']);

  // Without a place, the first one is replaced or deleted.
  await registry.setKey(id, 'sk-other-key-0009');
  expect(registry.list()[0]?.key).toEqual({ kind: 'set', lastFour: '0009' });
  await registry.deleteKey(id);
  expect(registry.list()[0]?.key).toEqual({ kind: 'set', lastFour: '0001' });
  await registry.deleteKey(id, '2');
  expect(settings.read().providers[0]).not.toHaveProperty('keyPlaces');
  await registry.addKey(id, 'sk-more-key-0004');
  await registry.delete(id);
  expect([...secrets.kept.keys()]).toEqual([]);
});

test('there is an end to keys, and one that cannot be read does not stop the others', async () => {
  for (let n = 4; n <= 10; n += 1) await registry.addKey(id, `sk-key-number-00${String(n)}`);
  await expect(registry.addKey(id, 'sk-one-too-many')).rejects.toMatchObject({
    error: { code: 'too_many_keys' },
  });
  secrets.kept.set(id, { key: 'sk-elsewhere', origin: 'https://elsewhere.example' });
  const { keys } = await connectServer(registry, id);
  expect(keys?.all).toHaveLength(9);
  expect(keys?.all).not.toContain('sk-elsewhere');
});

test('organisation, project and timeout of a provider go on the wire', async () => {
  const input = { id, kind: 'openai_compatible', name: '', baseUrl: provider.baseUrl } as const;
  await registry.save({ ...input, organisation: 'org-1', project: 'proj-1', timeoutSeconds: 5 });
  await registry.save(input);
  provider.script({ kind: 'text', text: 'Hello.' });
  await ask();
  const [request] = provider.requests;
  expect(request?.headers).toMatchObject({
    'openai-organization': 'org-1',
    'openai-project': 'proj-1',
  });
  expect((await connectServer(registry, id)).idleTimeoutMs).toBe(5000);

  // The same with less patience than any form allows.
  provider.script({ kind: 'silence' });
  const steps: ChatStep[] = [];
  const hasty = { ...(await connectServer(registry, id)), idleTimeoutMs: 50 };
  const question = { model: 'm', messages: [], idleTimeoutMs: 60_000 };
  for await (const step of protocols(hasty).ask(question, new AbortController().signal)) {
    steps.push(step);
  }
  expect(heard(steps).error()).toMatchObject({ kind: 'timeout' });

  await registry.save({ ...input, organisation: '', project: '', timeoutSeconds: null });
  const { extras, idleTimeoutMs } = await connectServer(registry, id);
  expect([extras.headers, idleTimeoutMs]).toEqual([{}, undefined]);
});

test('places whose keys are gone neither count nor stand before a key that is there', async () => {
  for (let n = 4; n <= 10; n += 1) await registry.addKey(id, `sk-key-number-00${String(n)}`);
  const rest = [...secrets.kept.keys()].filter((name) => !name.endsWith(' key 2'));
  for (const name of rest) secrets.kept.delete(name);
  await registry.addKey(id, 'sk-more-key-0011');
  expect(registry.list()[0]).toMatchObject({
    key: { lastFour: '0002' },
    furtherKeys: [{ status: { lastFour: '0011' } }],
  });
  expect((await connectServer(registry, id)).keys?.all).toHaveLength(2);
  await registry.deleteKey(id);
  expect(registry.list()[0]).toMatchObject({ key: { lastFour: '0011' }, furtherKeys: [] });
  expect(secrets.kept.size).toBe(1);
});

test('the key that is shown is the one that is replaced and deleted, also if the first is gone', async () => {
  secrets.kept.delete(id);
  expect(registry.list()[0]).toMatchObject({ key: { lastFour: '0002' } });
  await registry.setKey(id, 'sk-other-key-0009');
  expect(registry.list()[0]).toMatchObject({ key: { lastFour: '0009' } });
  expect(secrets.kept.size).toBe(2);
  await registry.deleteKey(id);
  expect(registry.list()[0]).toMatchObject({ key: { lastFour: '0003' }, furtherKeys: [] });
});

test('keys that are added at once each get a place, also where there was none', async () => {
  const { id: other } = await registry.save({
    id: null,
    kind: 'openai_compatible',
    name: 'Other',
    baseUrl: provider.baseUrl.replace('/v1', '/other/v1'),
  });
  const all = ['sk-at-once-0001', 'sk-at-once-0002', 'sk-at-once-0003'];
  await Promise.all(all.map((key) => registry.addKey(other, key)));
  const keysOf = async () => (await connectServer(registry, other)).keys?.all;
  expect(await keysOf()).toEqual(all);
  const [second] = registry.list().find((each) => each.id === other)?.furtherKeys ?? [];
  await Promise.all([
    registry.deleteKey(other, second?.place),
    registry.addKey(other, 'sk-at-once-0004'),
  ]);
  expect(await keysOf()).toEqual([all[0], all[2], 'sk-at-once-0004']);
  // A change that fails does not stop the next one.
  await expect(registry.addKey('nobody', 'sk-at-once-0005')).rejects.toThrow();
  await registry.addKey(other, 'sk-at-once-0006');
  expect(await keysOf()).toHaveLength(4);
});
