import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineReader } from '../../../../../src/main/tools/mcp/process/line-reader.ts';

it('any division of bytes into chunks gives the same lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '))),
      fc.array(fc.nat({ max: 20 }), { minLength: 1 }),
      (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const read = createLineReader(1_000_000);
        const found: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = (sizes[turn % sizes.length] ?? 0) + 1;
          for (const line of read(bytes.subarray(at, at + size)))
            found.push(line.kind === 'line' ? line.text : 'too long');
          at += size;
        }
        expect(found).toEqual(lines);
      },
    ),
  );
});

it('a line that is too long keeps its two ends, and the next one is whole', () => {
  const read = createLineReader(1000);
  const long = `begin ${'x'.repeat(5000)} end`;
  const found = [long.slice(0, 10), long.slice(10, 3000), `${long.slice(3000)}\nnext\n`].flatMap(
    (piece) => read(Buffer.from(piece)),
  );
  expect(found).toHaveLength(2);
  const [first, second] = found;
  expect(first?.kind === 'too_long' && first.start.startsWith('begin xxx')).toBe(true);
  expect(first?.kind === 'too_long' && first.end.endsWith('xxx end')).toBe(true);
  expect(second).toEqual({ kind: 'line', text: 'next' });
});
