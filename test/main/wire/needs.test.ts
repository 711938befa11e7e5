import { expect, it } from 'vitest';
import { createLearnedNeeds, knownNeeds } from '../../../src/main/wire/needs.ts';

it('remembers what 200 models need, and forgets the one that was learned first', () => {
  const url = 'http://127.0.0.1/v1';
  const needs = createLearnedNeeds();
  const of = (n: number) => needs.of('p', url, `m${n}`);
  const refuses = { ...knownNeeds(url, 'm'), refusesTools: true };
  for (let n = 0; n < 200; n += 1) of(n).learn(refuses);
  of(0).learn(refuses);
  of(200).learn(refuses);
  const forgotten = Array.from({ length: 201 }, (_, n) => n).filter(
    (n) => !of(n).now().refusesTools,
  );
  expect(forgotten).toEqual([1]);
});
