import { expect, it } from 'vitest';
import { costOf, priceOf, type KnownPrice } from '../../../src/shared/model/cost.ts';

const price: KnownPrice = { prompt: 2, completion: 10, from: { kind: 'person' } };

it('counts what was cached at its own price, or as the rest of the prompt', () => {
  const tokens = { promptTokens: 1_000_000, completionTokens: 500_000, cachedTokens: 400_000 };
  expect(costOf(price, tokens)).toBe(7);
  expect(costOf({ ...price, cached: 0.5 }, tokens)).toBeCloseTo(1.2 + 0.2 + 5, 12);
});

it('never counts more tokens as cached than there were', () => {
  const tokens = { promptTokens: 1_000_000, completionTokens: 0, cachedTokens: 2_000_000 };
  expect(costOf({ ...price, cached: 1 }, tokens)).toBe(1);
});

it('finds the price of a model by its own name only', () => {
  expect(priceOf({ a: price }, 'a')).toBe(price);
  for (const name of ['A', 'constructor', '__proto__', 'toString', undefined]) {
    expect(priceOf({ a: price }, name)).toBeNull();
  }
  expect(priceOf(null, 'a')).toBeNull();
});
