import { describe, expect, it } from 'vitest';
import type { Part } from '../../../../src/shared/model/conversation.ts';
import { answerBlocks } from '../../../../src/renderer/features/chat/message/answer-blocks.ts';

const image = (name: string): Extract<Part, { kind: 'image' }> => ({
  kind: 'image',
  attachment: 'f'.repeat(64),
  mediaType: 'image/png',
  name,
});
const call = (callId: string): Extract<Part, { kind: 'tool_call' }> => ({
  kind: 'tool_call',
  callId,
  name: 'find',
  arguments: '{}',
  state: 'done',
});
const result = (callId: string, text: string): Extract<Part, { kind: 'tool_result' }> => ({
  kind: 'tool_result',
  callId,
  content: [{ kind: 'text', text }],
  isError: false,
});

describe('what is shown of an answer', () => {
  it('keeps the order of the parts', () => {
    const parts: readonly Part[] = [
      { kind: 'reasoning', text: 'r' },
      { kind: 'text', text: 't' },
      { kind: 'reasoning', text: 's' },
      call('a'),
      { kind: 'text', text: 'u' },
    ];
    const blocks = answerBlocks(parts);
    expect(blocks.map(({ kind, index }) => [kind, index])).toEqual([
      ['reasoning', 0],
      ['text', 1],
      ['reasoning', 2],
      ['call', 3],
      ['text', 4],
    ]);
    expect(blocks[0]).toMatchObject({ isLast: false });
    expect(answerBlocks(parts.slice(0, 3))[2]).toMatchObject({ isLast: true });
  });

  it('puts pictures that follow each other side by side, and no others', () => {
    const blocks = answerBlocks([image('a'), image('b'), { kind: 'text', text: 't' }, image('c')]);
    expect(blocks).toEqual([
      { kind: 'pictures', index: 0, pictures: [image('a'), image('b')] },
      { kind: 'text', index: 2 },
      { kind: 'pictures', index: 3, pictures: [image('c')] },
    ]);
  });

  it('puts results with their calls, also where an id comes again, and lone results where they came', () => {
    const blocks = answerBlocks([
      call('a'),
      call('b'),
      result('b', '1'),
      result('a', '2'),
      call('a'),
      result('a', '3'),
      result('x', '4'),
    ]);
    expect(blocks).toMatchObject([
      { kind: 'call', index: 0, results: [result('a', '2')] },
      { kind: 'call', index: 1, results: [result('b', '1')] },
      { kind: 'call', index: 4, results: [result('a', '3')] },
      { kind: 'result', index: 6, result: result('x', '4') },
    ]);
  });

  it('gathers sources at the end, wherever they came', () => {
    const source = (number: number): Extract<Part, { kind: 'citation' }> => ({
      kind: 'citation',
      number,
      url: 'https://example.org',
      title: '',
      from: 'page',
    });
    const blocks = answerBlocks([source(1), { kind: 'text', text: 't' }, source(2)]);
    expect(blocks).toMatchObject([
      { kind: 'text', index: 1 },
      { kind: 'sources', index: 3, numbered: { sources: [source(1), source(2)] } },
    ]);
    expect(blocks).toHaveLength(2);
  });
});
