import { expect, it } from 'vitest';
import { pageHeads } from '../../../src/main/app/first-heads.ts';
import type { ConversationHead } from '../../../src/shared/model/conversation.ts';

function head(index: number, rest: Partial<ConversationHead> = {}): ConversationHead {
  const time = new Date(Date.UTC(2020, 0, 1) + index * 60_000).toISOString();
  return {
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    title: `Conversation ${index}`,
    titledBy: 'person',
    createdAt: time,
    updatedAt: time,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: null,
    ...rest,
  };
}

const many = Array.from({ length: 10_000 }, (_, index) => {
  if (index === 5) return head(index, { pinned: true });
  if (index === 6 || index === 7) return head(index, { folder: 'Old folder' });
  if (index === 8) return head(index, { archived: true });
  return head(index);
});

it('sends first what is at the top of the list, and every other conversation once', () => {
  const writing = head(9).id;
  const { first, pages } = pageHeads(many, [writing], 'changed');
  const ids = first.map(({ id }) => id);
  expect(ids.length).toBeLessThan(200);
  // The newest, the pinned, the streaming, and one of each folder and of the archive.
  for (const index of [9999, 9860, 5, 9, 6, 8]) expect(ids).toContain(head(index).id);
  const all = [...ids, ...pages.flat()];
  expect(all).toHaveLength(many.length);
  expect(new Set(all).size).toBe(many.length);
});

it('knows the top in whatever order they come', () => {
  const newest = many.slice(-150).map(({ id }) => id);
  // Neither sorted nor reversed: every third, then the others.
  const mixed = [0, 1, 2].flatMap((part) => many.filter((_, index) => index % 3 === part));
  for (const heads of [many, many.toReversed(), mixed]) {
    const { first } = pageHeads(heads, [], 'changed');
    expect(first.map(({ id }) => id)).toEqual(expect.arrayContaining(newest));
    expect(first.length).toBeLessThan(200);
  }
});

it('sends all at once when they are few, or when the list is in another order', () => {
  expect(pageHeads(many.slice(0, 400), [], 'changed')).toEqual({
    first: many.slice(0, 400),
    pages: [],
  });
  expect(pageHeads(many, [], 'title').first).toHaveLength(many.length);
});
