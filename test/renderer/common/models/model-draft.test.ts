import { expect, it } from 'vitest';
import { changesOf, draftOf } from '../../../../src/renderer/common/models/model-draft.ts';
import type { KnownPrice } from '../../../../src/shared/model/cost.ts';

const mine: KnownPrice = { prompt: 1, completion: 2, from: { kind: 'person' } };
const told: KnownPrice = { prompt: 3, completion: 4, from: { kind: 'server', name: 'S' } };
const empty = draftOf(undefined, null);

it('what is set is shown, and saved as it was', () => {
  const own = { name: 'N', favourite: true, vision: false, contextTokens: 64_000 } as const;
  const draft = draftOf(own, mine);
  expect(draft).toMatchObject({ vision: 'no', tools: '', context: '64000', prompt: '1' });
  expect(changesOf(draft, mine)).toEqual({
    patch: {
      name: 'N',
      favourite: true,
      hidden: false,
      vision: false,
      tools: null,
      reasoning: null,
      contextTokens: 64_000,
      providerTools: [],
    },
    price: { prompt: 1, completion: 2 },
  });
});

it.each([
  ['128k', 128_000],
  ['128,000', 128_000],
  [' 1.05 m ', 1_050_000],
  ['', null],
])('a context of %j is %j', (context, contextTokens) => {
  expect(changesOf({ ...empty, context }, null)).toMatchObject({ patch: { contextTokens } });
});

it('says what cannot be saved', () => {
  const draft = { ...empty, context: 'much', prompt: '1', cached: 'x' };
  expect(changesOf(draft, null)).toEqual({
    problems: {
      context: 'Enter a number of tokens, such as 128000 or 128k.',
      completion: 'Enter an amount, such as 2.50.',
      cached: 'Enter an amount, such as 2.50.',
    },
  });
});

it('a price of a server is not taken for the person’s, and an emptied one is forgotten', () => {
  expect(draftOf(undefined, told).prompt).toBe('');
  expect(changesOf(draftOf(undefined, told), told)).toMatchObject({ price: undefined });
  expect(changesOf(empty, mine)).toMatchObject({ price: null });
});
