import { expect, it } from 'vitest';
import { createToldChanges } from '../../../src/main/search/told-changes.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';
import { conversationOf, idOf, question } from '../store/samples.ts';

function change(n: number, m: number, text: string) {
  const conversation = conversationOf(n, `Talk ${n}`, [question(m, null, text)]);
  return {
    kind: 'changed' as const,
    head: headOf(conversation),
    messages: Object.values(conversation.messages),
  };
}

it('keeps the newest state of each conversation, in the order of the last change', () => {
  const told = createToldChanges();
  told.add(change(1, 10, 'one'));
  told.add(change(2, 20, 'two'));
  told.add(change(1, 11, 'more'));
  told.add({ kind: 'removed', conversationId: idOf(2) });
  const all = told.all();
  expect(all.map(({ kind }) => kind)).toEqual(['changed', 'removed']);
  expect(all[0]).toMatchObject({ messages: [{ id: idOf(10) }, { id: idOf(11) }] });
  told.clear();
  expect(told.all()).toEqual([]);
});

it('holds so much text and no more: the oldest conversation goes first, and a message that changes counts once', () => {
  const told = createToldChanges(100);
  told.add(change(1, 10, 'x'.repeat(60)));
  for (let round = 0; round < 10; round += 1) told.add(change(2, 20, 'y'.repeat(30)));
  expect(told.all()).toHaveLength(2);
  told.add(change(3, 30, 'z'.repeat(60)));
  expect(told.all().map((one) => (one.kind === 'changed' ? one.head.id : ''))).toEqual([
    idOf(2),
    idOf(3),
  ]);
  told.add(change(4, 40, 'w'.repeat(1000)));
  expect(told.all()).toEqual([]);
});

it('holds nothing of a conversation whose file has it all', () => {
  const told = createToldChanges(100);
  told.add(change(1, 10, 'x'.repeat(60)));
  told.add(change(2, 20, 'y'.repeat(30)));
  told.add({ kind: 'reread', conversationId: idOf(1) });
  expect(told.all()).toMatchObject([{ messages: [{ id: idOf(20) }] }]);
  told.add(change(1, 12, 'z'.repeat(70)));
  expect(told.all()).toMatchObject([
    { messages: [{ id: idOf(20) }] },
    { messages: [{ id: idOf(12) }] },
  ]);
});
