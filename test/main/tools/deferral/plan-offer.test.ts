import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionBudget, resultBudget } from '../../../../src/main/tools/deferral/budgets.ts';
import { planOffer, tokensOfAll } from '../../../../src/main/tools/deferral/plan-offer.ts';
import type { Tool, ToolSource } from '../../../../src/main/tools/ports.ts';
import { tokensOf } from '../../../../src/main/tools/large-results.ts';
import type { SourceTools } from '../../../../src/main/tools/tool-table.ts';
import { toolOf } from '../scripted-server.ts';
import { manyTools } from './many-tools.ts';

function sourceOf(id: string, kind: ToolSource['kind'], tools: readonly Tool[]): SourceTools {
  const source: ToolSource = {
    id,
    kind,
    name: kind === 'server' ? id.toUpperCase() : '',
    state: () => ({ kind: 'off' }),
    tools: () => Promise.resolve(tools),
    instructions: () => '',
    call: () => Promise.reject(new Error('unused')),
  };
  return { source, identity: '', tools };
}
const own = sourceOf('calculator', 'built_in', [toolOf('calculate')]);
const server = (count: number, id = 'big'): SourceTools => sourceOf(id, 'server', manyTools(count));

async function plan(sources: readonly SourceTools[], contextTokens: number | null = null) {
  const offer = await planOffer(sources, [], contextTokens);
  const now = offer.after([]);
  return {
    offer,
    now,
    names: now.map(({ offered }) => offered.definition.name),
    search: now.find(({ key }) => key === 'search/tool_search')?.offered.definition,
  };
}

describe('definitions', () => {
  it('go whole while they are few', async () => {
    const { names, offer } = await plan([own, server(20)]);
    expect(names).toHaveLength(21);
    expect(offer.deferred).toEqual([]);
  });

  it('are deferred over 5 % of the window, and over 4,000 tokens where it is unknown', async () => {
    const sources = [own, server(60)];
    const all = tokensOfAll((await plan(sources, 10_000_000)).now);
    expect(all).toBeGreaterThan(2000);
    expect(all).toBeLessThan(4000);
    expect((await plan(sources)).offer.deferred).toEqual([]);
    expect((await plan(sources, all * 20)).offer.deferred).toEqual([]);
    const deferred = await plan(sources, all * 20 - 1);
    expect(deferred.names).toEqual(['calculate', 'tool_search']);
    expect(deferred.offer.deferred).toHaveLength(60);
    expect(deferred.offer.callable).toHaveLength(62);
    expect((await plan([own, server(110)])).names).toEqual(['calculate', 'tool_search']);
    expect(definitionBudget(null).tokens).toBe(4000);
  });

  it('are deferred over 128 tools, whatever they cost', async () => {
    expect((await plan([own, server(127)], 10_000_000)).names).toHaveLength(128);
    expect((await plan([own, server(128)], 10_000_000)).names).toEqual([
      'calculate',
      'tool_search',
    ]);
  });

  it('of Parley’s own tools always go', async () => {
    const large = sourceOf('web', 'built_in', manyTools(110));
    expect((await plan([large], 8000)).names).toHaveLength(110);
  });

  it('go whole where a search would cost more', async () => {
    const { offer } = await plan([server(1)], 256);
    expect(offer.deferred).toEqual([]);
  });
});

describe('the search for tools', () => {
  it('names the tools by server within its budget, a small server too', async () => {
    const { search } = await plan([server(500), server(3, 'small')]);
    const text = search?.description ?? '';
    expect(text).toContain('There are 503 more tools');
    expect(text).toContain('- BIG (500 tools, named BIG__…): ');
    expect(text).toMatch(/and \d+ more/);
    expect(text).toContain('- SMALL (3 tools, named SMALL__…): create_issue, delete_issue');
    expect(tokensOf(text)).toBeLessThan(1700);
    const names = definitionBudget(8000).names;
    const narrow = (await plan([server(500)], 8000)).search?.description ?? '';
    expect(tokensOf(narrow)).toBeLessThan(names + 150);
    expect(narrow).toContain('BIG (500 tools');
  });

  it('is the same whatever was found', async () => {
    const { offer, search } = await plan([own, server(500)]);
    const part = {
      kind: 'tool_call',
      callId: 'a',
      name: 'x',
      arguments: '{}',
      state: 'done',
      tool: { key: 'big/create_issue', server: 'BIG', title: '' },
    } as const;
    const later = offer.after([{ role: 'assistant', parts: [part] }]);
    expect(later.map(({ offered }) => offered.definition.name)).toEqual([
      'calculate',
      'tool_search',
      'BIG__create_issue',
    ]);
    expect(later[1]?.offered.definition).toEqual(search);
  });

  it('never sends more than 128 tools, whatever is called', async () => {
    const { offer } = await plan([own, server(500)], 100_000_000);
    const keys = offer.deferred.map(({ key }) => key);
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: 100 }), (called) => {
        const parts = called.map(
          (key, at) =>
            ({
              kind: 'tool_call',
              callId: String(at),
              name: key,
              arguments: '{}',
              state: 'failed',
              tool: { key, server: '', title: '' },
            }) as const,
        );
        expect(offer.after([{ role: 'assistant', parts }]).length).toBeLessThanOrEqual(128);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the room for a result', () => {
  it('is a quarter of what is free, 25,000 tokens at most and 500 at least', () => {
    expect(resultBudget(8000, 4000)).toBe(1000);
    expect(resultBudget(1_000_000, 0)).toBe(25_000);
    expect(resultBudget(8000, 7990)).toBe(500);
    expect(resultBudget(8000, 20_000)).toBe(500);
  });

  it('is a conservative one where the window is unknown', () => {
    expect(resultBudget(null, 0)).toBe(20_000);
    expect(resultBudget(null, 40_000)).toBe(10_000);
    expect(resultBudget(null, 500_000)).toBe(8000);
  });
});
