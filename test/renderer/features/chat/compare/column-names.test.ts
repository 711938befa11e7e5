import { expect, it } from 'vitest';
import { columnNames } from '../../../../../src/renderer/features/chat/compare/column-names.ts';
import type { Message } from '../../../../../src/shared/model/conversation.ts';

it('names hidden characters of a name, but not the isolates around it', () => {
  const answer: Message = {
    id: 'a',
    parentId: null,
    role: 'assistant',
    parts: [],
    status: 'complete',
    createdAt: '2026-11-30T12:00:00.000Z',
    model: 'oak-1',
    details: { assistant: 'شاعر\u202E' },
  };
  const compared = { questionId: 'q', columns: [answer], chosen: null, isBlind: false };
  expect(columnNames(compared, {})).toEqual([
    { number: 1, name: 'oak-1, \u2068شاعر[U+202E]\u2069' },
  ]);
});
