import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  argumentsIn,
  linesOf,
} from '../../../../../src/renderer/features/settings/tools/argument-lines.ts';

it('shows plain arguments as they are', () => {
  expect(linesOf(['-y', '@scope/server', 'a b', '--x="1"'])).toBe(
    '-y\n@scope/server\na b\n--x="1"',
  );
  expect(argumentsIn('-y\r\n\n  a b  \n"open')).toEqual(['-y', 'a b', '"open']);
});

it('gives every argument back as it was', () => {
  const args = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('', ' ', '"', '"a"', 'a\nb', '\r', '\t-x', '\u2028', ' x'),
    ),
  );
  fc.assert(
    fc.property(args, (given) => {
      expect(argumentsIn(linesOf(given))).toEqual(given);
    }),
  );
});
