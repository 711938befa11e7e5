import { expect, test } from 'vitest';
import { readModels } from '../../../../src/main/wire/listing/models.ts';

/** Entries as the services' pages show them, shortened; read 2026-11-29. */
const entries = [
  {
    id: 'openrouter/one',
    name: 'Maker: One',
    architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
    supported_parameters: ['temperature', 'tools', 'reasoning'],
    pricing: { prompt: '0.00000125', completion: '0.00001' },
    context_length: 400_000,
  },
  {
    id: 'openrouter/two',
    architecture: { input_modalities: ['text'], output_modalities: ['image', 'text'] },
    supported_parameters: [],
  },
  { id: 'openrouter/three', architecture: { output_modalities: ['image'] } },
  {
    id: 'mistral',
    name: 'mistral',
    capabilities: { completion_chat: true, function_calling: true, vision: false },
    max_context_length: 131_072,
  },
  { id: 'fireworks', supports_image_input: true, supports_tools: false, context_length: 8192 },
  { id: 'moonshot', supports_image_in: true, supports_reasoning: true },
  {
    id: 'vercel',
    name: 'Vercel’s',
    tags: ['vision', 'tool-use', 'reasoning'],
    pricing: { input: '0.000003', output: '0.000015', input_cache_read: '0.0000003' },
    context_window: 200_000,
  },
  { id: 'together', pricing: { input: 0.18, output: 0.59, hourly: 0 }, context_length: 32_768 },
  { id: 'lm-studio', type: 'vlm', capabilities: ['tool_use'], max_context_length: 4096 },
  { id: 'anthropic', display_name: 'Claude', max_input_tokens: 200_000 },
  {
    id: 'odd',
    name: 7,
    architecture: 'a',
    capabilities: { vision: 'yes' },
    tags: [null, 1],
    supported_parameters: {},
    pricing: { input: -1, output: 'much' },
  },
];

test('what a server says of a model is read from every form that is known', () => {
  const read = readModels({ data: entries }) ?? [];
  expect(Object.fromEntries(read.map(({ id, ...said }) => [id, said]))).toEqual({
    'openrouter/one': {
      name: 'Maker: One',
      vision: true,
      tools: true,
      reasoning: true,
      contextTokens: 400_000,
      price: { prompt: 1.25, completion: 10 },
    },
    'openrouter/two': { vision: false, pictureAnswers: 'with_text' },
    'openrouter/three': { pictureAnswers: 'alone' },
    mistral: { vision: false, tools: true, contextTokens: 131_072 },
    fireworks: { vision: true, tools: false, contextTokens: 8192 },
    moonshot: { vision: true, reasoning: true },
    vercel: {
      name: 'Vercel’s',
      vision: true,
      tools: true,
      reasoning: true,
      contextTokens: 200_000,
      price: { prompt: 3, completion: 15, cached: 0.3 },
    },
    together: { contextTokens: 32_768, price: { prompt: 0.18, completion: 0.59 } },
    'lm-studio': { vision: true, tools: true, contextTokens: 4096 },
    anthropic: { name: 'Claude', contextTokens: 200_000 },
    odd: {},
  });
});

test('a stranger’s list has an end', () => {
  const many = Array.from({ length: 12_000 }, (_, n) => ({ id: `m${String(n)}` }));
  expect(readModels([...many, { id: 'x'.repeat(501) }])).toHaveLength(10_000);
  const tags = Array.from({ length: 200 }, (_, n) => (n === 150 ? 'vision' : 'x'));
  expect(readModels([{ id: 'a', tags, name: 'n'.repeat(201) }])).toEqual([{ id: 'a' }]);
});
