import { expect, it } from 'vitest';
import { createStore } from '../../../src/renderer/state/store.ts';
import { conversation, answer, idOf } from './world.ts';
import { headOf } from '../../../src/shared/conversation-views.ts';

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

it('a head told while the conversation is being opened is newer than what comes of that', () => {
  const store = createStore(() => {});
  const held = conversation(answer({ status: 'complete' }));
  store.dispatch({ kind: 'loading', conversationId: held.id });
  const payload = { ...headOf(held), title: 'Renamed' };
  store.dispatch({ kind: 'event', name: 'head', payload });
  store.dispatch({ kind: 'opened', opened: { conversation: held, live: null } });
  // Whatever is shown meanwhile, it is asked for again.
  expect(store.getState().open[held.id]).toMatchObject({ kind: 'ready', stale: true });
});
