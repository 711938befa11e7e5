import { expect, test } from 'vitest';
import { limitAnswer } from '../../../src/main/wire/body-limits.ts';

test('a large piece of a body is handed on in small ones, with nothing lost', async () => {
  const sent = Buffer.from('data: {"choices":[]}\n\n'.repeat(5000));
  const body = new Response(new Blob([sent]).stream());
  const got: Uint8Array[] = [];
  for await (const piece of limitAnswer(body, 'A server').body ?? []) got.push(piece);
  expect(Math.max(...got.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(4096);
  expect(Buffer.concat(got).equals(sent)).toBe(true);
});
