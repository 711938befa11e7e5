import { expect, it } from 'vitest';
import { withModel } from '../../../src/main/providers/learned/by-model.ts';
import { ownEntry } from '../../../src/shared/own-entry.ts';

it('a model may be named like something that every object has', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(ownEntry({}, name)).toBeUndefined();
    const entries = withModel({ other: 'a' }, name, 'b');
    expect(ownEntry(entries, name)).toBe('b');
    expect(ownEntry(withModel(entries, name, null), name)).toBeUndefined();
    expect(ownEntry(entries, 'other')).toBe('a');
  }
  expect(ownEntry(undefined, 'other')).toBeUndefined();
});

it('the oldest of 200 models is forgotten; one that is set again is the newest', () => {
  let entries: Record<string, number> = {};
  for (let model = 0; model < 200; model += 1) entries = withModel(entries, `m${model}`, model);
  entries = withModel(entries, 'm0', 0);
  entries = withModel(entries, 'new', 1);
  expect(Object.keys(entries)).toHaveLength(200);
  expect(ownEntry(entries, 'm0')).toBe(0);
  expect(ownEntry(entries, 'm1')).toBeUndefined();
});
