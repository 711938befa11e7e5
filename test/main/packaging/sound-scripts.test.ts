import { expect, test } from 'vitest';
import { refusal } from '../../../scripts/build/sound-scripts.ts';

test.each([
  ['a name declared twice', 'const r = 1; var r = 2;', /declared/],
  ['a script that ends too early', 'const r = {', /./],
])('%s is refused', (_what, code, reason) => {
  expect(refusal(code)).toMatch(reason);
});

test('a module is accepted', () => {
  expect(refusal("import { a } from './a.js'; export const b = await a();")).toBeNull();
});
