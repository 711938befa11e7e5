import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foundIn,
  foundJson,
  offeredOf,
  searchToolKey,
  type Findable,
} from '../../../../src/main/tools/deferral/found-tools.ts';
import type { Part } from '../../../../src/shared/model/conversation.ts';

const call = (callId: string, key: string): Part => ({
  kind: 'tool_call',
  callId,
  name: key,
  arguments: '{}',
  state: 'done',
  tool: { key, server: '', title: '' },
});
const result = (callId: string, json: string, isError = false): Part => ({
  kind: 'tool_result',
  callId,
  content: [{ kind: 'structured', json }],
  isError,
});

describe('what an answer has found', () => {
  it('is what searches gave back and what was called, in order', () => {
    const parts = [
      call('a', searchToolKey),
      call('b', 's/called'),
      result('b', 'null'),
      result('a', foundJson(['s/x', 's/y'])),
      call('a', 's/x'),
      // The id was used again: this is no result of a search.
      result('a', foundJson(['s/evil'])),
      call('c', searchToolKey),
      result('c', foundJson(['s/failed']), true),
      call('d', searchToolKey),
      result('d', '{"kind":"tools","tools":'),
      result('d', '{"kind":"page","tools":["s/other"]}'),
    ];
    expect(foundIn(parts)).toEqual(['s/called', 's/x', 's/y', 's/x']);
  });

  it('leaves out calls of tools that nobody knew', () => {
    const { tool: _tool, ...unknown } = call('a', 's/x') as Extract<Part, { kind: 'tool_call' }>;
    expect(foundIn([unknown])).toEqual([]);
  });
});

const key = (n: number): string => `s/${String(n)}`;
const findable = (costs: readonly number[]): ReadonlyMap<string, Findable> =>
  new Map(costs.map((tokens, n) => [key(n), { key: key(n), tokens }]));
const keysOf = (tools: readonly Findable[]): readonly string[] => tools.map((each) => each.key);

describe('the found tools that are offered', () => {
  const given = fc.record({
    costs: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 40 }),
    found: fc.array(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 120 }),
    limits: fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      tokens: fc.integer({ min: 20, max: 900 }),
    }),
  });

  it('stay within the limits, each once, and always include the newest', () => {
    fc.assert(
      fc.property(given, ({ costs, found, limits }) => {
        const tools = findable(costs);
        const offered = offeredOf(found.map(key), tools, limits);
        expect(new Set(keysOf(offered)).size).toBe(offered.length);
        expect(offered.length).toBeLessThanOrEqual(limits.count);
        const tokens = offered.reduce((sum, each) => sum + each.tokens, 0);
        expect(tokens <= limits.tokens || offered.length === 1).toBe(true);
        const newest = found.map(key).findLast((each) => tools.has(each));
        if (newest !== undefined) expect(keysOf(offered)).toContain(newest);
      }),
    );
  });

  it('are only appended to, except where half is dropped at once', () => {
    fc.assert(
      fc.property(given, ({ costs, found, limits }) => {
        const tools = findable(costs);
        let before: readonly string[] = [];
        for (let length = 1; length <= found.length; length += 1) {
          const now = keysOf(offeredOf(found.slice(0, length).map(key), tools, limits));
          const isAppended = before.every((each, at) => now[at] === each);
          const rest = now.slice(0, -1);
          const isNewerHalf = rest.every((each, at) => each === before.slice(-rest.length)[at]);
          expect(isAppended || (isNewerHalf && rest.length <= limits.count / 2)).toBe(true);
          before = now;
        }
      }),
    );
  });
});
