import { describe, expect, it } from 'vitest';
import { countIn, findMatches } from '../../../../src/renderer/features/find/find-matches.ts';
import { plainBlocks } from '../../../../src/renderer/markdown/index.ts';
import { placesOf } from '../../../../src/renderer/common/text-marks.ts';
import type { Message } from '../../../../src/shared/model/conversation.ts';

let made = 0;

function message(text: string, role: Message['role'] = 'assistant'): Message {
  made += 1;
  return {
    id: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    parentId: null,
    role,
    parts: [{ kind: 'text', text }],
    status: 'complete',
    createdAt: '2026-11-20T09:00:00.000Z',
  };
}

describe('countIn', () => {
  it.each([
    ['light**house** and `light`house', 'lighthouse', 2],
    ['a [link](https://example.com/secret) here', 'a link here', 1],
    ['a [link](https://example.com/secret) here', 'secret', 0],
    ['soft\nbreak', 'soft break', 1],
    ['one paragraph\n\nand the next', 'paragraph and', 0],
    ['| a | b |\n|---|---|\n| cell | other |', 'cell', 1],
    ['```ts\nconst x = 1\n```', 'const x', 1],
    ['RÉSUMÉ, resume', 'résumé', 2],
    ['東京と京都', '京都', 1],
    ['a -> b -> c', '->', 2],
    ['5 \\* 6', '5 * 6', 1],
  ])('in %j finds %j %d times', (text, wanted, count) => {
    expect(countIn(message(text), wanted)).toBe(count);
  });

  it('takes what the person wrote as it is', () => {
    expect(countIn(message('**not bold**', 'user'), '**not')).toBe(1);
  });
});

it('counts the summary before a question, first, and only while it counts', () => {
  const changedAt = '2026-11-20T09:00:00.000Z';
  const question = message('And coasts?', 'user');
  const summary = { kind: 'summary', text: 'Of *coasts*.', asked: [], changedAt } as const;
  expect(countIn({ ...question, checkpoint: summary }, 'coasts')).toBe(2);
  expect(countIn({ ...question, checkpoint: summary }, '*coasts*')).toBe(1);
  const removed = { kind: 'removed', asked: [], changedAt } as const;
  expect(countIn({ ...question, checkpoint: removed }, 'coasts')).toBe(1);
});

describe('findMatches', () => {
  it('tells every place in the order of the path', async () => {
    const path = [message('fox and fox', 'user'), message('none'), message('a fox')];
    const found = await findMatches(path, 'FOX', new AbortController().signal);
    expect(found).toEqual([
      { messageId: path[0]?.id, nth: 0 },
      { messageId: path[0]?.id, nth: 1 },
      { messageId: path[2]?.id, nth: 0 },
    ]);
  });
});

it('places are told in the text as it was, marks and all', () => {
  const text = 'e\u0301lan élan ELAN';
  expect(placesOf(text, 'élan').map(([start, end]) => text.slice(start, end))).toEqual([
    'e\u0301lan',
    'élan',
    'ELAN',
  ]);
});

it('blocks are read without their markup', () => {
  expect(plainBlocks('# A *title*\n\n- one\n- two<br>lines\n\n$$x$$')).toEqual([
    'A title',
    'one',
    'two\nlines',
  ]);
});
