import { expect, test, vi } from 'vitest';
import { createController } from '../../../src/renderer/client/controller.ts';
import type { Bridge, HeadsPage } from '../../../src/shared/contract/index.ts';
import { headOf, type ConversationHead } from '../../../src/shared/model/conversation.ts';
import { answer, conversation, idOf } from '../state/world.ts';

const head = (n: number, title = `Title ${n}`): ConversationHead => ({
  ...headOf(conversation(answer())),
  id: idOf(n),
  title,
});

/** A window whose list arrives in these pages. `onAsk` runs while a page is in flight. */
async function listed(
  pages: readonly HeadsPage[],
  onAsk: (tell: (name: string, payload: unknown) => void) => void = () => undefined,
) {
  vi.stubGlobal('history', { state: null, replaceState: () => undefined });
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('window', new EventTarget());
  const listeners = new Map<string, (payload: unknown) => void>();
  const left = [...pages];
  const bridge = {
    async command(name: string) {
      if (name !== 'app.listMore') return { ok: false, error: {} };
      const page = left.shift();
      onAsk((event, payload) => listeners.get(event)?.(payload));
      await Promise.resolve();
      return { ok: true, value: page };
    },
    on: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, listener);
      return () => undefined;
    },
  } as unknown as Bridge;
  const soon = (callback: () => void): void => queueMicrotask(callback);
  const textFrames = { schedule: soon, isNextTaken: () => false };
  const controller = createController(bridge, soon, textFrames);
  await controller.start();
  await controller.drawn();
  vi.unstubAllGlobals();
  expect(left).toEqual([]);
  return Object.values(controller.store.getState().heads).map(({ title }) => title);
}

test('pages follow each other until there are no more', async () => {
  const titles = await listed([
    { heads: [head(1), head(2)], hasMore: true },
    { heads: [head(3)], hasMore: false },
  ]);
  expect(titles).toEqual(['Title 1', 'Title 2', 'Title 3']);
});

test('what was told while a page was on its way is newer than the page', async () => {
  const titles = await listed([{ heads: [head(1), head(2), head(3)], hasMore: false }], (tell) => {
    tell('head', head(2, 'Renamed'));
    tell('removed', { conversationId: idOf(3) });
  });
  expect(new Set(titles)).toEqual(new Set(['Title 1', 'Renamed']));
});
