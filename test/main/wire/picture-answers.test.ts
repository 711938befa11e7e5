import { afterEach, beforeEach, expect, test } from 'vitest';
import { createModelLists } from '../../../src/main/providers/models.ts';
import { createRegistry } from '../../../src/main/providers/registry.ts';
import { createProtocols } from '../../../src/main/wire/open-protocol.ts';
import type { Question } from '../../../src/main/wire/protocol.ts';
import { settingsSchema } from '../../../src/shared/model/settings.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { memorySecrets, memorySettings } from '../providers/memory-ports.ts';

const protocols = createProtocols();
/** As OpenRouter lists them; read 2026-11-29. */
const listed = [
  { id: 'painter', architecture: { output_modalities: ['image', 'text'] } },
  { id: 'drawer', architecture: { output_modalities: ['image'] } },
  { id: 'writer', architecture: { output_modalities: ['text'] } },
];
const address = { id: null, kind: 'openai_compatible', name: 'P' } as const;

let provider: Provider;
let settings: ReturnType<typeof memorySettings>;
let id: string;

/** The registry of a program that was just started. */
const openRegistry = () => createRegistry({ settings, secrets: memorySecrets(), environment: {} });

beforeEach(async () => {
  provider = await startProvider();
  provider.script({ kind: 'text', text: 'Hello.' });
  provider.scriptTitle({ kind: 'text', text: 'Hello' });
  settings = memorySettings();
  const registry = openRegistry();
  ({ id } = await registry.save({ ...address, baseUrl: provider.baseUrl }));
  provider.scriptModels({
    kind: 'http',
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify({ data: listed }),
  });
  const lists = createModelLists(
    registry.connect,
    (connection, signal) => protocols(connection).listModels(signal),
    undefined,
    ({ providerId }, models) => registry.told(providerId, models),
  );
  await lists.list(id, false);
});
afterEach(() => provider.close());

/** Asks after a restart; returns what each request said of modalities. */
async function ask(model: string, more: Partial<Question> = {}): Promise<readonly unknown[]> {
  const before = provider.requests.length;
  const question: Question = {
    model,
    messages: [{ role: 'user', contents: [{ kind: 'text', text: 'A hat!' }] }],
    idleTimeoutMs: 10_000,
    ...more,
  };
  const protocol = protocols(await openRegistry().connect(id));
  for await (const step of protocol.ask(question, new AbortController().signal)) {
    expect(step.kind).not.toBe('failed');
  }
  return provider.requests.slice(before).map(({ body }) => body?.['modalities']);
}

test('a model that makes pictures is asked for them, any other is not', async () => {
  expect(await ask('painter')).toEqual([['image', 'text']]);
  expect(await ask('drawer')).toEqual([['image']]);
  expect(await ask('writer')).toEqual([undefined]);
  expect(await ask('unlisted')).toEqual([undefined]);
  // Neither is it for a title, or for another program; and the person's own words come first.
  expect(await ask('painter', { purpose: 'title' })).toEqual([undefined]);
  expect(await ask('painter', { fields: {} })).toEqual([undefined]);
  const own = { furtherFields: '{"modalities":["text"]}' };
  expect(await ask('painter', { parameters: own })).toEqual([['text']]);
});

test('a server that refuses the field is asked without it from then on', async () => {
  provider.next({ kind: 'error', status: 400, message: 'Unknown parameter: modalities' });
  expect(await ask('painter')).toEqual([['image', 'text'], undefined]);
  expect(await ask('painter')).toEqual([undefined]);
});

test('what is known goes with the address, and a damaged value with itself', async () => {
  await openRegistry().save({ ...address, id, baseUrl: 'http://localhost:1/v1' });
  expect(settings.read().providers[0]).not.toHaveProperty('pictureAnswers');
  const damaged = { ...address, id: 'p', baseUrl: '', pictureAnswers: { painter: 7 } };
  const { providers } = settingsSchema.parse({ providers: [damaged] });
  expect(providers).toMatchObject([{ id: 'p', pictureAnswers: undefined }]);
});
