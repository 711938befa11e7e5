import { expect, test } from 'vitest';
import { watchStore } from '../../../src/main/search/watched-store.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { takeBranch } from '../../../src/shared/model/tree/branches.ts';
import { conversationOf, idOf, question } from '../store/samples.ts';
import { createMemoryStore } from '../turns/memory-store.ts';

/** A watched store, what its index was told, and a disk that can be made to wait or to refuse. */
function watched() {
  const told: string[] = [];
  let writing: Promise<boolean> = Promise.resolve(true);
  const memory = createMemoryStore();
  const write = async (conversation: Conversation): Promise<boolean> => {
    const isWritten = writing;
    await memory.write(conversation);
    return isWritten;
  };
  const store = watchStore(
    { ...memory, write },
    {
      changed: (_head, messages) => void told.push(`changed ${messages.length}`),
      reread: () => void told.push('reread'),
      removed: () => void told.push('removed'),
    },
  );
  return {
    store,
    told,
    disk: (next: Promise<boolean>): void => {
      writing = next;
    },
  };
}

const branch = { deletedBranches: [{ id: idOf(9) }] };

test('an added conversation is read again only once a branch of it is deleted', async () => {
  const { store, told } = watched();
  const added = {
    ...conversationOf(1, 'Fork', [question(2, null, 'Hello')]),
    deletedBranches: [{ id: idOf(8) }],
  };
  await store.add(added);
  await store.write({ ...added, title: 'Renamed' });
  await store.write({ ...added, deletedBranches: [{ id: idOf(8) }, { id: idOf(9) }] });
  expect(told).toEqual(['changed 1', 'changed 0', 'changed 0', 'reread']);
});

test('a branch of 30,000 messages is deleted and brought back with no message told', async () => {
  const { store, told } = watched();
  const messages: Message[] = [];
  for (let at = 0; at < 60_000; at += 1) {
    messages.push(question(at + 2, at === 0 ? null : idOf(at + 1), `Message ${at}`));
  }
  const whole = conversationOf(1, 'Long', messages);
  await store.add(whole);
  told.length = 0;
  const taken = takeBranch(whole, idOf(30_002));
  if (taken === null) throw new Error('It was there');
  expect(Object.keys(taken.conversation.messages)).toHaveLength(30_000);
  await store.write(taken.conversation);
  await store.write(whole);
  expect(told).toEqual(['changed 0', 'reread', 'changed 0', 'reread']);
});

test('many messages that are joined, or much text, are read from the file', async () => {
  const { store, told } = watched();
  const before = conversationOf(1, 'Joined', [question(2, null, 'Hello')]);
  await store.add(before);
  told.length = 0;
  const withNew = (count: number, from: number, text: string): Conversation => {
    const added = Array.from({ length: count }, (_, at) => question(from + at, idOf(2), text));
    const entries = added.map((message) => [message.id, message] as const);
    return { ...before, messages: { ...before.messages, ...Object.fromEntries(entries) } };
  };
  await store.write(withNew(1000, 10, 'x'));
  await store.write(withNew(1, 2000, 'x'.repeat(600_000)));
  expect(told).toEqual(['changed 1000', 'changed 1']);
  await store.write(withNew(1001, 3000, 'x'));
  await store.write(withNew(2, 5000, 'x'.repeat(300_000)));
  expect(told.slice(2)).toEqual(['changed 0', 'reread', 'changed 0', 'reread']);
});

test('nothing is read again before the file holds what was told last', async () => {
  const { store, told, disk } = watched();
  const before = conversationOf(1, 'Fork', [question(2, null, 'Hello')]);
  await store.add(before);
  const first = Promise.withResolvers<boolean>();
  disk(first.promise);
  const deleting = store.write({ ...before, ...branch });
  disk(Promise.resolve(true));
  const later = question(3, idOf(2), 'More');
  const messages = { ...before.messages, [later.id]: later };
  const asking = store.write({ ...before, ...branch, messages });
  first.resolve(true);
  await Promise.all([deleting, asking]);
  expect(told).toEqual(['changed 1', 'changed 0', 'changed 1', 'reread']);
});

test('what the disk has refused is read again after the next write', async () => {
  const { store, told, disk } = watched();
  const before = conversationOf(1, 'Fork', [question(2, null, 'Hello')]);
  await store.add(before);
  disk(Promise.resolve(false));
  await store.write({ ...before, ...branch });
  disk(Promise.reject(new Error('No disk')));
  await expect(store.write({ ...before, ...branch })).rejects.toThrow('No disk');
  expect(told).toEqual(['changed 1', 'changed 0', 'changed 0']);
  disk(Promise.resolve(true));
  await store.write({ ...before, ...branch, title: 'Renamed' });
  expect(told.slice(3)).toEqual(['changed 0', 'reread']);
});
