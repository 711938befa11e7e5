import { describe, expect, it } from 'vitest';
import {
  choicesOf,
  recentModels,
  type ChoiceSources,
} from '../../../../src/renderer/common/models/choices.ts';
import {
  searchChoices,
  toggledWord,
} from '../../../../src/renderer/common/models/search-choices.ts';

const sources: ChoiceSources = {
  providers: [
    { id: 'p', name: 'First' },
    { id: 'q', name: 'Second' },
  ],
  listed: {
    p: [
      { id: 'plain' },
      { id: 'seer', vision: true, tools: true, contextTokens: 128_000 },
      { id: 'small', vision: false, contextTokens: 8000 },
      { id: 'secret', vision: true },
    ],
    q: [{ id: 'seer', vision: true, reasoning: true, contextTokens: 1_000_000 }, { id: 'loved' }],
  },
  own: {
    'p/secret': { hidden: true },
    'q/loved': { favourite: true, name: 'My dear' },
  },
  prices: {
    seer: { prompt: 2, completion: 8, from: { kind: 'person' } },
    small: { prompt: 0, completion: 0, from: { kind: 'person' } },
  },
  recent: [{ providerId: 'p', model: 'small' }],
  providerId: 'p',
};
const choices = choicesOf(sources);
const values = (typed: string | null): readonly string[] =>
  searchChoices(choices, typed).rows.map(({ value }) => value);

describe('the models of all providers', () => {
  it('begin with favourites and recent ones; hidden ones are left out', () => {
    const { rows } = searchChoices(choices, null);
    expect(rows.map(({ group, label, hint }) => [group, label, hint])).toEqual([
      ['Favourites', 'My dear', 'Second'],
      ['Recent', 'small', 'First'],
      ['First', 'plain', undefined],
      ['First', 'seer', undefined],
      ['Second', 'seer', undefined],
    ]);
    expect(rows[3]?.detail).toBe('128K · vision, tools · $2.00 in, $8.00 out');
    expect(rows[1]?.detail).toBe('8K · free');
    expect(rows[2]).not.toHaveProperty('detail');
  });

  it.each([
    ['vision', ['seer', 'seer · Second']],
    ['images 200k', ['seer · Second']],
    ['vision tools first', ['seer']],
    ['thinking', ['seer · Second']],
    ['free', ['small']],
    ['$2', ['small', 'seer', 'seer · Second']],
    ['<$1', ['small']],
    ['hidden', ['secret']],
    ['dear', ['loved · Second', 'dear']],
    ['loved', ['loved · Second', 'loved']],
    ['secret', ['secret']],
    ['pla', ['plain', 'pla']],
  ])('are filtered by %s', (typed, expected) => {
    expect(values(typed)).toEqual(expected);
  });

  it('say how many are left out because nothing is known of them', () => {
    expect(searchChoices(choices, 'reasoning').note).toBe(
      '4 models are left out, because this is not known about them.',
    );
    expect(searchChoices(choices, 'vision seer').note).toBeUndefined();
    expect(searchChoices(choices, 'vision').isFilter).toBe(true);
  });

  it('stay quick when there are 5,000', () => {
    const many = Array.from({ length: 5000 }, (_, n) => ({ id: `maker/model-${String(n)}` }));
    const all = choicesOf({ ...sources, listed: { p: many } });
    const began = performance.now();
    for (const typed of ['m', 'mo', 'model-49', 'model-49 vision', 'x']) {
      const { rows, hidden } = searchChoices(all, typed);
      expect(rows.length).toBeLessThanOrEqual(201);
      if (typed === 'm') expect(hidden).toBe(4800);
    }
    expect((performance.now() - began) / 5).toBeLessThan(50);
  });
});

it('the models of the newest conversations are recent, each once', () => {
  const at = (day: number) => `2026-11-0${String(day)}T00:00:00.000Z`;
  expect(
    recentModels([
      { providerId: 'p', model: 'a', updatedAt: at(1) },
      { providerId: 'p', model: 'b', updatedAt: at(2) },
      { providerId: 'p', model: 'a', updatedAt: at(3) },
      { providerId: null, model: null, updatedAt: at(4) },
    ]),
  ).toEqual([
    { providerId: 'p', model: 'a' },
    { providerId: 'p', model: 'b' },
  ]);
});

it('a word of a filter comes and goes', () => {
  expect(toggledWord('gpt', 'vision')).toBe('gpt vision');
  expect(toggledWord(' gpt  Vision ', 'vision')).toBe('gpt');
});
