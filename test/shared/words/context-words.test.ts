import { describe, expect, it } from 'vitest';
import { cutWords, meterWords } from '../../../src/shared/words/context-words.ts';

const cut = { estimatedTokens: 9800, countedTokens: 2048 };

describe('the words about a request that was cut', () => {
  it('name both counts, and the step for the server at hand', () => {
    const words = cutWords(cut, 'http://localhost:11434/v1');
    expect(words).toContain('read 2,048 of about 9,800 tokens');
    expect(words).toContain('OLLAMA_CONTEXT_LENGTH=16384');
    expect(words).toContain('num_ctx');
    expect(cutWords(cut, 'http://127.0.0.1:1234/v1')).toContain('LM Studio');
    expect(cutWords(cut, 'http://127.0.0.1:8080/v1')).toContain('--ctx-size 16384');
    expect(cutWords(cut, 'https://example.com/v1')).toContain('at the server');
    expect(cutWords(cut, '')).toContain('at the server');
  });
});

it('the meter counts in short figures', () => {
  const meter = (tokens: number, windowTokens: number | null): string =>
    meterWords({ tokens, windowTokens });
  expect(meter(12_400, 128_000)).toBe('12.4K of 128K tokens');
  expect([meter(0, null), meter(1, null), meter(1200, null)]).toEqual([
    'About 0 tokens',
    'About 1 token',
    'About 1.2K tokens',
  ]);
});
