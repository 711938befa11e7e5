import { describe, expect, it } from 'vitest';
import type { DeferredTools } from '../../../src/shared/model/tools.ts';
import { toolsCostWords } from '../../../src/shared/words/tool-cost-words.ts';

const deferred: DeferredTools = {
  tools: 500,
  found: 0,
  allTokens: 29_170,
  because: 'tokens',
  limit: 6400,
  contextTokens: 128_000,
};

describe('what tools cost', () => {
  it('is said where all go with the request', () => {
    expect(toolsCostWords({ tokens: 0, deferred: null })).toBe(
      'Nothing is sent with your messages.',
    );
    expect(toolsCostWords({ tokens: 1, deferred: null })).toBe(
      'About 1 token goes with each request.',
    );
    expect(toolsCostWords({ tokens: 1200, deferred: null })).toBe(
      'About 1,200 tokens go with each request.',
    );
  });

  it('is said with what is deferred, and why', () => {
    expect(toolsCostWords({ tokens: 1800, deferred })).toBe(
      'About 1,800 tokens go with each request. 500 tools are deferred: the model searches for what it needs. All of them would take about 29,170 tokens, more than 5% of the model’s context window of 128,000.',
    );
    expect(
      toolsCostWords({ tokens: 1800, deferred: { ...deferred, contextTokens: null, limit: 4000 } }),
    ).toContain('the limit is 4,000 while the model’s context window is not known.');
    expect(
      toolsCostWords({ tokens: 1800, deferred: { ...deferred, because: 'count', limit: 128 } }),
    ).toMatch(/Model servers take at most 128 tools\.$/u);
    expect(toolsCostWords({ tokens: 1800, deferred: { ...deferred, found: 1 } })).toContain(
      ' 1 was found so far and is sent. ',
    );
  });
});
