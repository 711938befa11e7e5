import fc from 'fast-check';
import type { Piece } from './world.ts';

const words = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' });
const texts: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom('text' as const, 'reasoning' as const),
  text: words,
});
const callId = fc.constantFrom('a', 'b');
const others: fc.Arbitrary<Piece> = fc.oneof(
  fc
    .tuple(callId, words)
    .map(([id, text]): Piece => ({ kind: 'tool', callId: id, name: 'find', argumentsDelta: text })),
  fc
    .tuple(callId, fc.constantFrom('running' as const, 'done' as const))
    .map(([id, state]): Piece => ({ kind: 'tool_state', callId: id, state })),
  fc.tuple(callId, words).map(([id, text]): Piece => ({
    kind: 'tool_result',
    callId: id,
    content: [{ kind: 'text', text }],
    isError: false,
  })),
  fc
    .tuple(fc.constantFrom('text' as const, 'reasoning' as const), fc.nat(9))
    .map(([from, length]): Piece => ({ kind: 'moved', from, length })),
  fc.constant<Piece>({
    kind: 'picture',
    url: 'data:',
    part: { kind: 'image', attachment: 'f'.repeat(64), mediaType: 'image/png', name: 'p' },
  }),
);
/** Answers that start with a word, so that there is always something to lose. */
export const pieces = fc
  .tuple(texts, fc.array(fc.oneof({ weight: 3, arbitrary: texts }, others), { maxLength: 40 }))
  .map(([first, rest]) => [first, ...rest]);
/** Answers of only text and reasoning. */
export const onlyText = fc.array(texts, { minLength: 1, maxLength: 40 });
