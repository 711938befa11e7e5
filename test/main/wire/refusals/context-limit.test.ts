import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextLimitIn } from '../../../../src/main/wire/refusals/context-limit.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { connectionTo, hear } from '../support.ts';

// The sentences are those of the catalogue of refusals in test/provider and of the servers named.
const sentences: readonly (readonly [string, number | null])[] = [
  ["This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.", 8192],
  ['This model supports a maximum context length of 4096, got 5000', 4096],
  [
    'Trying to keep the first 5120 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
    4096,
  ],
  ['the request exceeds the available context size (16384 tokens), try increasing it', 16_384],
  ['prompt is too long: 210000 tokens > 200000 maximum', 200_000],
  ['Prompt contains 40000 tokens, too large for model with 32768 maximum context length', 32_768],
  [
    'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    1_048_576,
  ],
  ['maximum context length is 128,000 tokens', 128_000],
  ['the input length exceeds the context length', null],
  ['the request exceeds the available context size. try increasing the context size', null],
  ['', null],
];

describe('the context window in a refusal', () => {
  it.each(sentences)('%s', (said, tokens) => {
    expect(contextLimitIn(said.toLowerCase())).toBe(tokens);
  });

  let provider: Provider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  it('is remembered for the model, and only if the request was too long', async () => {
    const told: unknown[] = [];
    const connection = connectionTo(provider.baseUrl, {
      quirks: {
        refusesSystem: () => false,
        rememberSystemRefused: () => undefined,
        refusedParameters: () => [],
        rememberRefusedParameters: () => undefined,
        withheld: () => [],
        rememberWithheld: () => undefined,
        rememberContext: (model, tokens) => told.push([model, tokens]),
        sawTokens: (_model, tokens) => told.push(tokens),
      },
    });
    const messages = [{ role: 'user', content: 'Why?' }] as const;
    const message = "This model's maximum context length is 8192 tokens.";
    provider.script({ kind: 'error', status: 400, message });
    await hear(connection, { messages });
    expect(told).toEqual([['scripted-model', 8192]]);
    provider.script({ kind: 'error', status: 500, message: 'max 4096 max' });
    await hear(connection, { messages });
    expect(told).toHaveLength(1);
    provider.script({ kind: 'text', text: 'So.' });
    const { usage } = await hear(connection, { messages });
    expect(told.at(-1)).toBe((usage as { readonly totalTokens: number }).totalTokens);
  });
});
