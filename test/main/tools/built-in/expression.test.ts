import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, ExpressionError } from '../../../../src/main/tools/built-in/expression.ts';

describe('an expression', () => {
  it.each<[string, number]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2^2', -4],
    ['2^3^2', 512],
    ['2 ** -1', 0.5],
    ['10 - 4 - 3', 3],
    ['100 / 5 / 2', 10],
    ['5!', 120],
    ['200 * 15%', 30],
    ['1_000.5 + .5', 1001],
    ['0xff + 0b11', 258],
    ['1e3', 1000],
    ['sqrt(16) + max(1, 2, 3)', 7],
    ['round(2.345, 2)', 2.35],
    ['mod(-1, 3)', 2],
    ['log(8, 2)', 3],
    ['3 × 4 ÷ 2 − 1', 5],
    ['--3', 3],
    ['PI', Math.PI],
  ])('%s is %d', (text, value) => {
    expect(evaluate(text)).toBeCloseTo(value, 10);
  });

  it.each([
    ['', 'ends too early'],
    ['1 +', 'ends too early'],
    ['(1', 'missing'],
    ['1 2', 'not expected'],
    ['1 / 0', 'divides by zero'],
    ['process.exit()', 'unknown'],
    ['constructor', 'unknown'],
    ['__proto__', 'unknown'],
    ['sqrt(-1)', 'not a number'],
    ['9^9^9^9', 'too large'],
    ['171!', 'too large'],
    ['0.5!', 'whole number'],
    ['round(1,2,3)', 'does not take 3'],
    ['sin 1', 'needs a'],
    ['('.repeat(1500), 'nested'],
    [`2${'^2'.repeat(900)}`, 'nested'],
    ['1'.repeat(2001), 'too long'],
  ])('%s has no value', (text, words) => {
    expect(() => evaluate(text)).toThrow(words);
    expect(() => evaluate(text)).toThrow(ExpressionError);
  });

  it('of any characters ends soon, in a number or in words', () => {
    const piece = fc.constantFrom(
      '1',
      '2.5',
      '+',
      '-',
      '*',
      '/',
      '^',
      '(',
      ')',
      '!',
      '%',
      'sin',
      'e',
      ',',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((all) => all.join('')),
          fc.string(),
        ),
        (text) => {
          try {
            expect(Number.isFinite(evaluate(text))).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
