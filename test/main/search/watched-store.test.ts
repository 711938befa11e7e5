import { expect, test } from 'vitest';
import { watchStore } from '../../../src/main/search/watched-store.ts';
import { conversationOf, idOf, question } from '../store/samples.ts';
import { createMemoryStore } from '../turns/memory-store.ts';

test('an added conversation is told whole again only once a branch of it is deleted', async () => {
  const told: string[] = [];
  const store = watchStore(createMemoryStore(), {
    changed: (_head, messages) => void told.push(`changed ${messages.length}`),
    replaced: (_head, messages) => void told.push(`replaced ${messages.length}`),
    removed: () => void told.push('removed'),
  });
  const added = {
    ...conversationOf(1, 'Fork', [question(2, null, 'Hello')]),
    deletedBranches: [{ id: idOf(8) }],
  };
  await store.add(added);
  await store.write({ ...added, title: 'Renamed' });
  await store.write({ ...added, deletedBranches: [{ id: idOf(8) }, { id: idOf(9) }] });
  expect(told).toEqual(['changed 1', 'changed 0', 'replaced 1']);
});
