import { expect, it } from 'vitest';
import { listText, numberText } from '../../../src/shared/language/formats.ts';

it('numbers and lists are written as the language writes them', () => {
  expect(numberText(1200)).toBe('1,200');
  expect(listText([])).toBe('');
  expect(listText(['a'])).toBe('a');
  expect(listText(['a', 'b', 'c'])).toBe('a, b, c');
});
