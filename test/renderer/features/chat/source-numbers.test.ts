import { describe, expect, it } from 'vitest';
import { numberSources } from '../../../../src/renderer/features/chat/message/source-numbers.ts';
import type { Part } from '../../../../src/shared/model/conversation.ts';

const citation = (number: number, page: string): Part => ({
  kind: 'citation',
  url: `https://example.org/${page}`,
  title: page,
  from: 'provider',
  number,
});
const text: Part = { kind: 'text', text: 'So [1].' };
const call: Part = { kind: 'tool_call', callId: 'a', name: 'x', arguments: '{}', state: 'done' };
const result: Part = { kind: 'tool_result', callId: 'a', content: [], isError: false };

const shown = (parts: readonly Part[]): readonly string[] =>
  numberSources(parts)?.sources.map(({ number, title }) => `${String(number)} ${title}`) ?? [];

describe('the sources of an answer', () => {
  it('keep the numbers of their only exchange', () => {
    const parts = [text, citation(1, 'a'), citation(3, 'b')];
    expect(shown(parts)).toEqual(['1 a', '3 b']);
    const numbered = numberSources(parts);
    expect(numbered?.sourceIn(0, 3)?.title).toBe('b');
    expect(numbered?.sourceIn(0, 2)).toBeNull();
  });

  it('are none where nothing is cited', () => {
    expect(numberSources([text, call, result, text])).toBeNull();
  });

  it('of several exchanges have numbers of their own, and the texts mean those', () => {
    const parts = [
      text,
      citation(1, 'a'),
      citation(2, 'b'),
      call,
      result,
      text,
      citation(1, 'c'),
      citation(2, 'a'),
      citation(3, 'd'),
    ];
    expect(shown(parts)).toEqual(['1 a', '2 b', '3 c', '4 d']);
    const numbered = numberSources(parts);
    const inText = (index: number, number: number): number | undefined =>
      numbered?.sourceIn(index, number)?.number;
    expect([inText(0, 1), inText(0, 2)]).toEqual([1, 2]);
    // In the second exchange [1] is c, [2] is a again, and [3] is d.
    expect([inText(5, 1), inText(5, 2), inText(5, 3)]).toEqual([3, 1, 4]);
    // A number that the exchange does not have may continue the earlier ones.
    expect(inText(5, 4)).toBe(4);
  });

  it('are found by a text that is still alone in its exchange', () => {
    const parts = [text, citation(1, 'a'), call, result, text];
    expect(numberSources(parts)?.sourceIn(4, 1)?.title).toBe('a');
    // A part that the sources do not know yet.
    expect(numberSources(parts)?.sourceIn(9, 1)?.title).toBe('a');
  });
});
