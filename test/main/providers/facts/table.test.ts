import { expect, test } from 'vitest';
import { createFactTable } from '../../../../src/main/providers/facts/table.ts';

const load = createFactTable();
const openAi = 'https://api.openai.com/v1';

test('the table knows models by the names that services give them', async () => {
  const table = await load();
  expect(table.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const known = { vision: true, tools: true, reasoning: true, contextTokens: 400_000 };
  for (const name of ['gpt-5', 'openai/gpt-5', 'GPT-5-2025-08-07', 'openai/gpt-5:free']) {
    expect(table.facts(openAi, name), name).toEqual({ ...known, date: table.date });
  }
  expect(table.facts(openAi, 'qwen3:8b')).toMatchObject({ tools: true, vision: false });
  for (const name of ['', 'constructor', '__proto__', 'of-my-own']) {
    expect(table.facts(openAi, name), name).toBeNull();
  }
});

test('a server of one’s own decides about the context itself', async () => {
  const table = await load();
  expect(table.facts('http://localhost:11434/v1', 'gpt-oss:20b')).toEqual({
    date: table.date,
    vision: false,
    tools: true,
    reasoning: true,
  });
});

test('prices are those of the service that is asked', async () => {
  const table = await load();
  expect(table.price(openAi, 'gpt-5')).toEqual({ prompt: 1.25, completion: 10, cached: 0.125 });
  expect(table.price('https://gateway.example/v1', 'gpt-5')).toBeNull();
  expect(table.price('nothing', 'gpt-5')).toBeNull();
});

test('every entry can be read', async () => {
  const { default: data } = await import('../../../../src/main/providers/facts/table.json', {
    with: { type: 'json' },
  });
  const models = Object.entries(data.models);
  expect(models.length).toBeGreaterThan(200);
  for (const [id, entry] of models) expect(entry, id).toMatch(/^v?t?r? \d{3,}$/);
  for (const prices of Object.values(data.prices)) {
    for (const [id, entry] of Object.entries(prices)) {
      expect(entry, id).toMatch(/^[\d.]+ [\d.]+(?: [\d.]+)?$/);
    }
  }
});
