import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createController } from '../../../../src/renderer/client/controller.ts';
import {
  isQuickPage,
  quickController,
} from '../../../../src/renderer/client/quick/quick-controller.ts';
import { draftsOf, noDraft } from '../../../../src/renderer/features/chat/composer/drafts.ts';
import type { Bridge, Events } from '../../../../src/shared/contract/index.ts';

/**
 * Longer than a draft waits before it is told (ms). A run of all timers may not end: files share a
 * process, and a loop that an earlier one left behind would go on in the fake clock.
 */
const settledMs = 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The controller of a quick window, what main was told, and a way to tell it something. */
function setUp() {
  const told: (readonly [string, unknown])[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const bridge = {
    command(name: string, input: unknown) {
      told.push([name, input]);
      return Promise.resolve({ ok: false, error: {} });
    },
    on(name: string, listener: (payload: unknown) => void) {
      listeners.set(name, listener);
      return () => undefined;
    },
  } as unknown as Bridge;
  const soon = (callback: () => void): void => queueMicrotask(callback);
  vi.stubGlobal('history', { state: null, replaceState: () => undefined });
  const controller = quickController(
    createController(bridge, soon, { schedule: soon, isNextTaken: () => false }),
  );
  const hear = (draft: Events['draft']): void => listeners.get('draft')?.(draft);
  return { controller, told, hear };
}

it('is known by the address of its page', () => {
  expect(isQuickPage('?quick=')).toBe(true);
  expect(isQuickPage('?conversation=quick')).toBe(false);
});

it('keeps what was typed a moment ago when something else of a draft changes', async () => {
  const { controller, told, hear } = setUp();
  await controller.start();
  const drafts = draftsOf(controller);
  drafts.keep('c1', { ...noDraft, text: 'Typed' });
  await vi.advanceTimersByTimeAsync(settledMs);
  drafts.keep('c1', { ...noDraft, text: 'Typed on' });
  told.length = 0;
  // Undo brings back a pasted text, beside the text that main has heard of.
  hear({ conversationId: 'c1', text: 'Typed', pasted: ['long'] });
  await vi.advanceTimersByTimeAsync(100);
  expect(drafts.of('c1')).toMatchObject({ text: 'Typed on', pasted: ['long'] });
  await vi.advanceTimersByTimeAsync(settledMs);
  expect(told).toMatchObject([['draft.set', { conversationId: 'c1', text: 'Typed on' }]]);
  // Another window goes first, as ever.
  drafts.keep('c1', { ...drafts.of('c1'), text: 'Typed here' });
  hear({ conversationId: 'c1', text: 'Typed there' });
  await vi.advanceTimersByTimeAsync(settledMs);
  expect(drafts.of('c1').text).toBe('Typed there');
});

it('has a new message of its own, and shares the drafts of conversations', async () => {
  const { controller, told, hear } = setUp();
  await controller.start();
  const drafts = draftsOf(controller);
  told.length = 0;
  hear({ conversationId: null, text: 'Typed in the main window' });
  await vi.advanceTimersByTimeAsync(settledMs);
  expect(drafts.of(null).text).toBe('');
  drafts.keep(null, { ...noDraft, text: 'Typed here' });
  await vi.advanceTimersByTimeAsync(settledMs);
  expect(told).toEqual([]);
  drafts.clear(null);
  expect(drafts.of(null)).toEqual(noDraft);

  hear({ conversationId: 'c1', text: 'Typed elsewhere' });
  await vi.advanceTimersByTimeAsync(settledMs);
  expect(drafts.of('c1').text).toBe('Typed elsewhere');
  drafts.keep('c1', { ...noDraft, text: 'Typed here' });
  await vi.advanceTimersByTimeAsync(settledMs);
  expect(told).toMatchObject([['draft.set', { conversationId: 'c1', text: 'Typed here' }]]);
});

it('leaves the settings to the main window', () => {
  const { controller, told } = setUp();
  controller.setDialog({ kind: 'about' });
  expect(told).toEqual([]);
  controller.setDialog({ kind: 'settings', section: 'providers' });
  expect(told).toEqual([['app.showInMain', { kind: 'settings', page: 'providers' }]]);
  expect(controller.store.getState().dialog).toBeNull();
});
