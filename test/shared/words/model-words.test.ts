import { expect, it } from 'vitest';
import { factsOf, type FactSource } from '../../../src/shared/model/models/facts.ts';
import {
  contextText,
  factsLine,
  factWords,
  picturesUnseenWords,
} from '../../../src/shared/words/model-words.ts';

const money = (dollars: number): string => `$${String(dollars)}`;

it.each([
  [4096, '4.1K'],
  [8000, '8K'],
  [131_072, '131K'],
  [1_000_000, '1M'],
  [1_050_000, '1.05M'],
])('a context of %i tokens is %s', (tokens, text) => {
  expect(contextText(tokens)).toBe(text);
});

it('one line says what is known, and nothing says nothing', () => {
  const from = { kind: 'person' } as const;
  const own = { vision: true, tools: false, contextTokens: 8000 };
  const price = { prompt: 1, completion: 2, from };
  expect(factsLine(factsOf({ own, price }), money)).toBe('8K · vision · $1 in, $2 out');
  const free = { prompt: 0, completion: 0, from };
  expect(factsLine(factsOf({ price: free }), money)).toBe('free');
  expect(factsLine(factsOf({ own: { tools: false } }), money)).toBe('');
});

it('a model that sees no pictures is named', () => {
  expect(picturesUnseenWords('m')).toBe('m is not known to see pictures.');
});

it('each source is named', () => {
  const said = (from: FactSource): string => factWords('Yes', from, 'S');
  expect([
    said({ kind: 'person' }),
    said({ kind: 'server' }),
    said({ kind: 'refusal' }),
    said({ kind: 'table', date: '2026-07-02' }),
  ]).toEqual([
    'Yes, set by you',
    'Yes, as told by S',
    'Yes, as S said in a refusal',
    'Yes, from Parley’s table of 2026-07-02',
  ]);
});
