import { expect, it } from 'vitest';
import { moneyText } from '../../../src/shared/words/money-words.ts';
import { parsePrice, priceText } from '../../../src/renderer/common/price-text.ts';

it.each([
  ['2.5', 2.5],
  ['0,15', 0.15],
  [' $3 ', 3],
  ['0', 0],
  ['.5', 0.5],
  ['1000000', 1_000_000],
  ['1000001', null],
  ['', null],
  ['.', null],
  ['-1', null],
  ['1e3', null],
  ['1.2.3', null],
  ['1,000.00', null],
  ['Infinity', null],
])('reads %j as %j', (text, amount) => {
  expect(parsePrice(text)).toBe(amount);
});

it.each([
  [0, '$0.00'],
  [12.345, '$12.35'],
  [0.1, '$0.10'],
  [0.0042, '$0.0042'],
  [0.000_012_34, '$0.000012'],
  [1e-9, '< $0.000001'],
])('writes %d as %s', (dollars, text) => {
  expect(moneyText(dollars)).toBe(text);
});

it('says whose a price is', () => {
  const price = { prompt: 2, completion: 10.5 };
  expect(priceText({ ...price, from: { kind: 'person' } })).toBe(
    '$2.00 in, $10.50 out per million, entered by you',
  );
  const from = { kind: 'server', name: 'Scripted' } as const;
  expect(priceText({ ...price, cached: 0.25, from })).toBe(
    '$2.00 in, $0.25 cached, $10.50 out per million, as told by Scripted',
  );
});
