import { expect, it } from 'vitest';
import { createLearning } from '../../../src/main/providers/learned/learned.ts';
import type { Provider } from '../../../src/shared/model/providers/provider.ts';

it('remembers 200 models that take no system prompt, those that refused it last', () => {
  let provider: Provider = {
    id: 'p',
    kind: 'openai_compatible',
    name: 'Server',
    baseUrl: 'http://localhost:1/v1',
  };
  const { quirks } = createLearning(
    () => provider,
    (change) => {
      provider = change(provider);
    },
  );
  for (let model = 0; model < 200; model += 1) quirks.rememberSystemRefused(`m${model}`);
  quirks.rememberSystemRefused('m0');
  quirks.rememberSystemRefused('new');
  expect(provider.modelsWithoutSystem).toHaveLength(200);
  expect(quirks.refusesSystem('m0')).toBe(true);
  expect(quirks.refusesSystem('m1')).toBe(false);
  expect(quirks.refusesSystem('m2')).toBe(true);
});
