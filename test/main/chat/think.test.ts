import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinkSplitter } from '../../../src/main/chat/think.ts';
import { splitInlineThinking } from '../../provider/transcripts.ts';

function split(pieces: readonly string[]): { text: string; reasoning: string } {
  const splitter = createThinkSplitter();
  const all = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()];
  const joined = (kind: string): string =>
    all.map((piece) => (piece.kind === kind ? piece.text : '')).join('');
  return { text: joined('delta'), reasoning: joined('reasoning') };
}

/** Text made mostly of the pieces that matter. */
const fragments = fc.array(
  fc.constantFrom(
    '<think>',
    '</think>',
    '<thi',
    'nk>',
    '</',
    'think>',
    '<',
    '\n',
    '\r\n',
    ' ',
    'word',
    '😀',
  ),
  { maxLength: 12 },
);

function cut(text: string, at: readonly number[]): readonly string[] {
  const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length));
}

describe('inline thinking', () => {
  it('is split alike wherever the stream is cut', () => {
    fc.assert(
      fc.property(fragments, fc.array(fc.nat(), { maxLength: 20 }), (parts, cuts) => {
        const whole = parts.join('');
        const expected = splitInlineThinking(whole);
        const reasoning = expected.reasoning.trim() === '' ? '' : expected.reasoning;
        expect(split(cut(whole, cuts))).toEqual({ text: expected.text, reasoning });
        expect(split(whole.split(''))).toEqual({ text: expected.text, reasoning });
      }),
      { numRuns: 2000 },
    );
  });

  it('drops reasoning of white space only, as Qwen sends it', () => {
    expect(split(['<think>\n', '\n</think>\n\n', 'Yes.'])).toEqual({ text: 'Yes.', reasoning: '' });
  });

  it('takes a tag later in the text for text', () => {
    const text = 'The tag <think> opens, </think> closes.';
    expect(split(text.split(''))).toEqual({ text, reasoning: '' });
  });

  it('keeps what began like a tag and was none', () => {
    expect(split(['<th', 'ought>'])).toEqual({ text: '<thought>', reasoning: '' });
    expect(split(['<thin'])).toEqual({ text: '<thin', reasoning: '' });
    expect(split(['<think>so far </thi'])).toEqual({ text: '', reasoning: 'so far </thi' });
  });

  it('shows text at once when it cannot become a tag', () => {
    const splitter = createThinkSplitter();
    expect(splitter.push('A')).toEqual([{ kind: 'delta', text: 'A' }]);
    expect(splitter.push('<')).toEqual([{ kind: 'delta', text: '<' }]);
  });

  it('does not hold back endless white space', () => {
    const splitter = createThinkSplitter();
    const pieces = Array.from({ length: 5000 }, () => splitter.push(' ')).flat();
    expect(pieces.map((piece) => piece.text).join('')).toHaveLength(5000);
  });
});
