import { expect, it } from 'vitest';
import { createLearnedFactors } from '../../../src/main/providers/learned/factors.ts';
import { createProviderList } from '../../../src/main/providers/provider-list.ts';
import { settingsSchema } from '../../../src/shared/model/settings.ts';
import type { Provider } from '../../../src/shared/model/providers/provider.ts';
import { createRegistry } from '../../../src/main/providers/registry.ts';
import { memorySecrets, memorySettings } from './memory-ports.ts';

const provider = (id: string): Provider => ({
  id,
  kind: 'openai_compatible',
  name: id,
  baseUrl: `https://${id}.example/v1`,
});
const factors = { latin: 0.9, letters: 1.1, characters: 0.6, code: 1, tools: 0.7 };

it('keeps factors by provider and model in the settings, also for a model with an odd name', () => {
  const settings = memorySettings({ providers: [provider('a'), provider('b')] });
  const list = createProviderList(settings, { found: null, problem: null }, () => undefined);
  createLearnedFactors(list).rememberFactors('a', 'constructor', factors);
  const kept: unknown = JSON.parse(JSON.stringify(settings.read()));
  const again = memorySettings(settingsSchema.parse(kept));
  const learned = createLearnedFactors(
    createProviderList(again, { found: null, problem: null }, () => undefined),
  );
  expect(learned.factors('a', 'constructor')).toEqual(factors);
  expect(learned.factors('a', 'toString')).toBeNull();
  expect(learned.factors('b', 'constructor')).toBeNull();
});

it('forgets factors that are none, and nothing else of the provider', () => {
  const broken = { ...provider('a'), tokenFactors: { m: { latin: -1 } } };
  const { providers } = settingsSchema.parse({ providers: [broken] });
  expect(providers).toEqual([{ ...provider('a'), tokenFactors: undefined }]);
});

it('forgets them when the provider gets another address', async () => {
  const settings = memorySettings({ providers: [provider('a')] });
  const registry = createRegistry({ settings, secrets: memorySecrets(), environment: {} });
  const form = { id: 'a', kind: 'openai_compatible', name: 'a' } as const;
  registry.rememberFactors('a', 'm', factors);
  await registry.save({ ...form, baseUrl: 'https://a.example/v1' });
  expect(registry.factors('a', 'm')).toEqual(factors);
  await registry.save({ ...form, baseUrl: 'https://b.example/v1' });
  expect(registry.factors('a', 'm')).toBeNull();
});

it('writes the settings only when factors have moved noticeably, and counts with the newest', () => {
  const settings = memorySettings({ providers: [provider('a'), provider('b')] });
  const list = createProviderList(settings, { found: null, problem: null }, () => undefined);
  let writes = 0;
  settings.subscribe(() => (writes += 1));
  const learned = createLearnedFactors(list);
  const latin = (share: number) => ({ ...factors, latin: factors.latin * share });
  learned.rememberFactors('a', 'm', factors);
  expect(writes).toBe(1);
  for (const share of [1.005, 1.01, 1.015]) {
    learned.rememberFactors('a', 'm', latin(share));
    expect(learned.factors('a', 'm')).toEqual(latin(share));
  }
  expect(writes).toBe(1);
  expect(list.all()[0]?.tokenFactors).toEqual({ m: factors });
  learned.rememberFactors('a', 'm', latin(1.03));
  expect(writes).toBe(2);
  expect(list.all()[0]?.tokenFactors).toEqual({ m: latin(1.03) });
  // Factors that were not written are forgotten with those they came from.
  learned.rememberFactors('a', 'm', latin(1.035));
  list.change('a', (before) => ({ ...before, tokenFactors: undefined }));
  expect(learned.factors('a', 'm')).toBeNull();
});
