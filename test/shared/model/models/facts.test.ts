import { expect, test } from 'vitest';
import { factsOf } from '../../../../src/shared/model/models/facts.ts';

const table = { date: '2026-07-02', vision: true, tools: true, contextTokens: 1000 };

test('each fact has the best source there is', () => {
  const said = { tools: false, contextTokens: 900 };
  expect(factsOf({ own: { vision: false }, said, table, refusedTokens: 800 })).toEqual({
    vision: { value: false, from: { kind: 'person' } },
    tools: { value: false, from: { kind: 'server' } },
    reasoning: null,
    contextTokens: { value: 800, from: { kind: 'refusal' } },
    price: null,
  });
  expect(factsOf({ table })).toMatchObject({
    vision: { value: true, from: { kind: 'table', date: '2026-07-02' } },
    contextTokens: { value: 1000, from: { kind: 'table', date: '2026-07-02' } },
  });
});

test('of a stranger nothing is known', () => {
  const nothing = { vision: null, tools: null, reasoning: null, contextTokens: null, price: null };
  expect(factsOf({})).toEqual(nothing);
});
