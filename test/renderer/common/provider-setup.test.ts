import { describe, expect, it } from 'vitest';
import { baseUrlProblem, nameFromUrl } from '../../../src/renderer/common/base-url.ts';
import { suggestModel } from '../../../src/renderer/common/suggest-model.ts';

describe('suggestModel', () => {
  it.each([
    [['tts-1', 'gpt-4o', 'gpt-5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-2026-03-01'], 'gpt-5.4'],
    [['gpt-9', 'gpt-10'], 'gpt-10'],
    [['nomic-embed-text', 'llama4:8b', 'qwen4'], 'llama4:8b'],
    [['nomic-embed-text'], 'nomic-embed-text'],
    [[], null],
  ])('%j: %s', (ids, model) => {
    expect(suggestModel(ids)).toBe(model);
  });
});

describe('baseUrlProblem', () => {
  it.each(['https://example.com/v1', ' http://127.0.0.1:11434/v1 ', 'localhost:8080', 'nonsense'])(
    'leaves %s to main',
    (url) => expect(baseUrlProblem(url)).toBeNull(),
  );
  it.each(['', '  '])('asks for an address where there is "%s"', (url) =>
    expect(baseUrlProblem(url)?.code).toBe('address_missing'),
  );
});

describe('nameFromUrl', () => {
  it.each([
    ['https://api.mistral.ai/v1', 'Mistral'],
    ['https://openrouter.ai/api/v1', 'Openrouter'],
    ['http://127.0.0.1:8080/v1', '127.0.0.1:8080'],
    ['http://localhost:8080', 'localhost:8080'],
    ['https://models.team.example.com/v1', 'models.team.example.com'],
    ['nonsense', null],
    ['localhost:8080', null],
  ])('%s is %s', (url, name) => expect(nameFromUrl(url)).toBe(name));
});
