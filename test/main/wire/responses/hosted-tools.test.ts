import { afterEach, beforeEach, expect, test } from 'vitest';
import { createModelKnowledge } from '../../../../src/main/providers/facts/knowledge.ts';
import { createFactTable } from '../../../../src/main/providers/facts/table.ts';
import { createRegistry } from '../../../../src/main/providers/registry.ts';
import { createProtocols } from '../../../../src/main/wire/open-protocol.ts';
import type { Question } from '../../../../src/main/wire/protocol.ts';
import type { ProviderTool } from '../../../../src/shared/model/models/own-model-choices.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { memorySecrets, memorySettings } from '../../providers/memory-ports.ts';

let provider: Provider;
let settings: ReturnType<typeof memorySettings>;

beforeEach(async () => {
  provider = await startProvider();
  provider.script({ kind: 'text', text: 'Hello.' });
  provider.scriptTitle({ kind: 'text', text: 'Hello' });
  settings = memorySettings({
    providers: [
      { id: 'p', kind: 'openai_compatible', name: 'P', baseUrl: provider.baseUrl, protocol: '' },
    ],
  });
});
afterEach(() => provider.close());

const openRegistry = () => createRegistry({ settings, secrets: memorySecrets(), environment: {} });

function allow(providerTools: readonly ProviderTool[]): void {
  createModelKnowledge({
    settings,
    provider: () => undefined,
    find: () => Promise.resolve({ models: [], isKept: false }),
    lastListed: () => Promise.resolve([]),
    loadTable: createFactTable(),
  }).change({ providerId: 'p', model: 'm', patch: { providerTools } });
}

/** Asks as a program that was just started would; returns path and body of each request. */
async function ask(more: Partial<Question> = {}) {
  const before = provider.requests.length;
  const question: Question = {
    model: 'm',
    messages: [{ role: 'user', contents: [{ kind: 'text', text: 'Hello?' }] }],
    idleTimeoutMs: 10_000,
    ...more,
  };
  const protocol = createProtocols()(await openRegistry().connect('p'));
  for await (const step of protocol.ask(question, new AbortController().signal)) {
    expect(step.kind).not.toBe('failed');
  }
  return provider.requests
    .slice(before)
    .map(({ path, body }) => ({ path, tools: body?.['tools'] }));
}

const mine = { name: 'clock', description: 'Tells the time.', inputSchema: { type: 'object' } };

test('nothing is asked for until the person allows it, and then in the same bytes each time', async () => {
  expect(await ask()).toEqual([{ path: '/v1/chat/completions', tools: undefined }]);
  allow(['image_generation', 'web_search']);
  const asked = {
    path: '/v1/responses',
    tools: [{ type: 'web_search' }, { type: 'image_generation' }],
  };
  expect(await ask()).toEqual([asked]);
  expect(await ask()).toEqual([asked]);
  // They come after Parley's, so that refusals that count the tools mean those.
  const [withMine] = await ask({ tools: [mine] });
  expect(withMine?.tools).toMatchObject([{ name: 'clock' }, ...asked.tools]);
  // Other models, titles and other programs are asked as before.
  expect(await ask({ model: 'n' })).toEqual([{ path: '/v1/chat/completions', tools: undefined }]);
  expect(await ask({ purpose: 'title' })).toEqual([{ path: '/v1/responses', tools: undefined }]);
  expect(await ask({ fields: {} })).toEqual([{ path: '/v1/responses', tools: undefined }]);
  allow([]);
  expect(settings.read().models).toEqual({});
  expect(await ask()).toEqual([{ path: '/v1/chat/completions', tools: undefined }]);
});

test('a server without them is asked without them from then on', async () => {
  allow(['web_search']);
  provider.onRequest(({ path }) =>
    path.endsWith('/responses')
      ? { kind: 'error', status: 404, body: 'text', message: '404 page not found' }
      : undefined,
  );
  const first = await ask();
  expect(first.map(({ path }) => path)).toEqual(['/v1/responses', '/v1/chat/completions']);
  expect(await ask()).toEqual([{ path: '/v1/chat/completions', tools: undefined }]);
});

test('a protocol that the person has chosen holds', async () => {
  allow(['web_search']);
  await openRegistry().save({
    id: 'p',
    kind: 'openai_compatible',
    name: 'P',
    baseUrl: provider.baseUrl,
    protocol: 'chat_completions',
  });
  expect(await ask()).toEqual([{ path: '/v1/chat/completions', tools: undefined }]);
});
