import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createController, type Question } from '../../../../src/renderer/client/controller.ts';
import { createTurns } from '../../../../src/renderer/features/chat/page/turns.ts';
import type { Bridge } from '../../../../src/shared/contract/index.ts';
import { headOf } from '../../../../src/shared/model/conversation.ts';
import { answer, conversation, idOf } from '../../state/world.ts';

beforeEach(() => {
  vi.stubGlobal('history', { state: null, replaceState: () => undefined });
});
afterEach(() => void vi.unstubAllGlobals());

const question: Question = { text: 'Hello' };

/** A window in which another conversation appears while sending creates one. */
function rig() {
  const head = { ...headOf(conversation(answer())), id: idOf(77) };
  const tell = new Map<string, (payload: unknown) => void>();
  let send = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  const bridge = {
    async command(name: string) {
      if (name === 'conversation.create') {
        tell.get('head')?.({ ...head, id: idOf(78) });
        tell.get('head')?.(head);
        return { ok: true, value: head };
      }
      if (name === 'chat.send') await sent;
      return { ok: name === 'chat.send', value: undefined, error: {} };
    },
    on(name: string, listener: (payload: unknown) => void) {
      tell.set(name, listener);
      return () => undefined;
    },
  } as unknown as Bridge;
  const soon = (callback: () => void): void => queueMicrotask(callback);
  const controller = createController(bridge, soon, { schedule: soon, isNextTaken: () => false });
  return { controller, turns: createTurns(controller), send };
}

test('a conversation that sending made is known by the id that main returned', async () => {
  const { controller, turns, send } = rig();
  await controller.start();
  const outcome = turns.send(null, question);
  expect(turns.createdBySending()).toBeNull();
  await vi.waitFor(() => expect(turns.createdBySending()).toBe(idOf(77)));
  // The same text again, from the page of the conversation it created.
  expect(turns.send(idOf(77), question)).toBe('busy');
  expect(turns.send(null, question)).toBe('busy');
  send();
  expect(await outcome).toMatchObject({ ok: true });
  expect(turns.createdBySending()).toBeNull();
  expect(turns.send(idOf(77), question)).not.toBe('busy');
});
