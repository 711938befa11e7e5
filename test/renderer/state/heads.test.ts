import { expect, it } from 'vitest';
import { createStore } from '../../../src/renderer/state/store.ts';
import { conversation, answer, idOf } from './world.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';

it('takes heads that come in thousands once a frame, and before anything that follows them', () => {
  const frames: (() => void)[] = [];
  const store = createStore((callback) => frames.push(callback));
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  const base = headOf(conversation(answer()));
  const bring = (n: number): void =>
    store.dispatch({
      kind: 'event',
      name: 'head',
      payload: { ...base, id: idOf(n), updatedAt: new Date(n * 1000).toISOString() },
    });
  for (let n = 1; n <= 1000; n += 1) bring(n);
  expect([told, store.getState().order.length]).toEqual([1, 1]);
  for (const frame of frames.splice(0)) frame();
  expect([told, store.getState().order.length]).toEqual([2, 1000]);
  expect(store.getState().order[0]).toBe(idOf(1000));

  bring(1001);
  bring(1002);
  store.dispatch({ kind: 'event', name: 'removed', payload: { conversationId: idOf(1002) } });
  expect(store.getState().heads[idOf(1002)]).toBeUndefined();
  expect(store.getState().order).toHaveLength(1001);
  for (const frame of frames.splice(0)) frame();
  expect(store.getState().order).toHaveLength(1001);
});

it('a conversation that is opened keeps the head it has, unless it says something else', () => {
  const store = createStore(() => {});
  const held = { ...conversation(answer({ status: 'complete' })), tags: ['a'] };
  store.dispatch({ kind: 'heads', heads: [structuredClone(headOf(held))] });
  const { heads, order } = store.getState();
  const open = (title: string): void => {
    const opened = { conversation: { ...structuredClone(held), title }, live: [], path: null };
    store.dispatch({ kind: 'opened', opened });
  };
  open(held.title);
  expect(store.getState().heads).toBe(heads);
  expect(store.getState().order).toBe(order);
  open('Renamed');
  expect(store.getState().heads[held.id]?.title).toBe('Renamed');
});

it('a head told while the conversation is being opened is newer than what comes of that', () => {
  const store = createStore(() => {});
  const held = conversation(answer({ status: 'complete' }));
  store.dispatch({ kind: 'loading', conversationId: held.id });
  const payload = { ...headOf(held), title: 'Renamed' };
  store.dispatch({ kind: 'event', name: 'head', payload });
  store.dispatch({ kind: 'opened', opened: { conversation: held, live: [], path: null } });
  // Whatever is shown meanwhile, it is requested again.
  expect(store.getState().open[held.id]).toMatchObject({ kind: 'ready', stale: true });
});

it('what is deleted in thousands goes once a frame, and is brought back with one action', () => {
  const frames: (() => void)[] = [];
  const store = createStore((callback) => frames.push(callback));
  const base = headOf(conversation(answer()));
  const ids = Array.from({ length: 1000 }, (_, index) => idOf(index + 1));
  store.dispatch({ kind: 'heads', heads: ids.map((id) => ({ ...base, id })) });
  store.dispatch({ kind: 'shown', conversationId: idOf(7) });
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  const remove = (id: string): void =>
    store.dispatch({ kind: 'event', name: 'removed', payload: { conversationId: id } });
  store.dispatch({ kind: 'deleting', conversationIds: ids.slice(0, 999), together: 't' });
  told = 0;
  for (const id of ids.slice(0, 999)) remove(id);
  expect(told).toBe(1);
  for (const frame of frames.splice(0)) frame();
  expect(told).toBe(2);
  expect(store.getState()).toMatchObject({
    order: [idOf(1000)],
    activeId: null,
    deletion: { isRunning: true },
  });
  expect(store.getState().deletion.heads).toHaveLength(999);
  store.dispatch({ kind: 'deleting_ended' });
  expect(store.getState().deletion.isRunning).toBe(false);
  // The next one is a separate action.
  remove(idOf(1000));
  for (const frame of frames.splice(0)) frame();
  expect(store.getState().deletion.heads.map(({ id }) => id)).toEqual([idOf(1000)]);
});

it('heads and what is gone are taken in their order', () => {
  const frames: (() => void)[] = [];
  const store = createStore((callback) => frames.push(callback));
  const base = headOf(conversation(answer()));
  const head = (n: number): void =>
    store.dispatch({ kind: 'event', name: 'head', payload: { ...base, id: idOf(n) } });
  const remove = (n: number): void =>
    store.dispatch({ kind: 'event', name: 'removed', payload: { conversationId: idOf(n) } });
  head(1);
  head(2);
  remove(2);
  head(3);
  remove(1);
  head(2);
  for (const frame of frames.splice(0)) frame();
  expect(Object.keys(store.getState().heads)).toEqual([idOf(3), idOf(2)]);
});

it('caches no more text of conversations that were on show than its budget', () => {
  const store = createStore(() => {});
  const text = 'x'.repeat(3_000_000);
  const open = (n: number, parts: Message['parts']): void => {
    const opened = { ...conversation(answer({ status: 'complete', parts })), id: idOf(n) };
    store.dispatch({ kind: 'shown', conversationId: idOf(n) });
    store.dispatch({ kind: 'opened', opened: { conversation: opened, live: [], path: null } });
  };
  const cached = (): readonly string[] => Object.keys(store.getState().open);
  for (const n of [1, 2, 3, 4]) open(n, [{ kind: 'text', text }]);
  expect(cached()).toEqual([idOf(1), idOf(2), idOf(3), idOf(4)]);
  // Three, and the one that was on show just before.
  open(5, []);
  expect(cached()).toEqual([idOf(2), idOf(3), idOf(4), idOf(5)]);
  const content = Array.from({ length: 3 }, () => ({ kind: 'text' as const, text }));
  open(6, [{ kind: 'tool_result', callId: 'a', content, isError: false }]);
  expect(cached()).toEqual([idOf(3), idOf(4), idOf(5), idOf(6)]);
  for (const n of [5, 4]) store.dispatch({ kind: 'shown', conversationId: idOf(n) });
  expect(cached()).toEqual([idOf(3), idOf(4), idOf(5)]);
});
