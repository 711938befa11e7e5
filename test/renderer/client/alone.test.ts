import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createController } from '../../../src/renderer/client/controller.ts';
import type { Bridge } from '../../../src/shared/contract/index.ts';
import { headOf, type ConversationHead } from '../../../src/shared/model/conversation.ts';
import { answer, conversation, idOf } from '../state/world.ts';

const own = headOf(conversation(answer()));

beforeEach(() => void vi.stubGlobal('history', { state: null, replaceState: () => undefined }));
afterEach(() => void vi.unstubAllGlobals());

/** A window of a conversation that has started, with the commands it has given. */
async function started(heads: readonly ConversationHead[]) {
  const given: unknown[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const bridge = {
    async command(name: string, input: unknown) {
      given.push([name, input]);
      const isStart = name === 'app.start';
      return isStart
        ? {
            ok: true,
            value: { heads, left: null, streaming: [], drafts: [], notices: [], requests: [] },
          }
        : { ok: false, error: {} };
    },
    on: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, listener);
      return () => undefined;
    },
  } as unknown as Bridge;
  const soon = (callback: () => void): void => queueMicrotask(callback);
  const textFrames = { schedule: soon, isNextTaken: () => false };
  const controller = createController(bridge, soon, textFrames, own.id);
  await controller.start();
  const tell = (name: string, payload: unknown): void => listeners.get(name)?.(payload);
  return { controller, given, tell };
}

const close = ['app.closeWindow', undefined];

test('its window closes with the conversation, also if it was deleted before the page was there', async () => {
  const { controller, given, tell } = await started([own]);
  expect(controller.store.getState().activeId).toBe(own.id);
  expect(given).not.toContainEqual(close);
  tell('removed', { conversationId: idOf(9) });
  expect(given).not.toContainEqual(close);
  tell('removed', { conversationId: own.id });
  expect(given).toContainEqual(close);

  const late = await started([]);
  expect(late.given).toContainEqual(close);
});

test('another conversation is shown in the main window', async () => {
  const { controller, given } = await started([own]);

  const [conversationId, messageId] = [idOf(9), idOf(10)];
  controller.show(conversationId);
  controller.reveal({ conversationId, messageId, marks: { kind: 'words', words: [] } });
  controller.show(null);
  expect(given.slice(-3)).toEqual([
    ['app.showInMain', { kind: 'place', conversationId, messageId: null }],
    ['app.showInMain', { kind: 'place', conversationId, messageId }],
    ['app.performInMain', { action: 'new_conversation' }],
  ]);
  expect(controller.store.getState().activeId).toBe(own.id);
});
