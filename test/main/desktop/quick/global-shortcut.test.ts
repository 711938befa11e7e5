import { afterEach, expect, it, vi } from 'vitest';
import { createGlobalShortcut } from '../../../../src/main/desktop/quick/global-shortcut.ts';
import type { ShortcutState } from '../../../../src/shared/model/desktop/global-shortcut.ts';
import { shortcutStateWords } from '../../../../src/shared/words/desktop/quick-words.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** A shortcut on the stand-in's desktop, which takes keys in one of five ways. */
async function setUp(mode: string) {
  vi.stubEnv('PARLEY_RUNTIME_SHORTCUTS', mode);
  const { lifecycle } = await import('../../../runtime/app-state.ts');
  lifecycle.ready = true;
  const { globalShortcut } = await import('../../../runtime/desktop/global-shortcut.ts');
  const told: ShortcutState['kind'][] = [];
  let presses = 0;
  let due: (() => void) | null = null;
  const shortcut = createGlobalShortcut({
    register: (keys, onPress) => globalShortcut.register(keys, onPress),
    unregister: (keys) => globalShortcut.unregister(keys),
    isAsked: mode.startsWith('portal'),
    after: (_ms, callback) => {
      due = callback;
      return () => {
        due = null;
      };
    },
    onPress: () => (presses += 1),
    onState: ({ kind }) => told.push(kind),
  });
  return {
    shortcut,
    desktop: globalShortcut,
    told,
    presses: () => presses,
    runOut: () => due?.(),
    words: () => shortcutStateWords(shortcut.state(), 'linux'),
  };
}

const keys = 'Alt+Shift+Space';

it('is unverified until it was pressed, and works from then on', async () => {
  const { shortcut, desktop, told, presses, words } = await setUp('free');
  shortcut.set(keys);
  expect(words()).toMatch(/registered, and has not been pressed/);
  shortcut.listen();
  expect(words()).toBe('Press Alt+Shift+Space now.');
  desktop.press(keys);
  desktop.press(keys);
  expect(words()).toBe('Alt+Shift+Space works.');
  shortcut.set(keys);
  expect([told, presses()]).toEqual([['unverified', 'unverified', 'working'], 2]);
  shortcut.set('Alt+F9');
  expect([desktop.isRegistered(keys), desktop.isRegistered('Alt+F9')]).toEqual([false, true]);
  shortcut.set(null);
  expect(desktop.isRegistered('Alt+F9')).toBe(false);
  expect(words()).toBe('');
});

it('says when another program has it, and takes it once that has gone', async () => {
  const { shortcut, told, words } = await setUp('taken');
  shortcut.set(keys);
  expect(words()).toMatch(/belongs to another program/);
  shortcut.listen();
  shortcut.set(keys);
  expect(told).toEqual(['taken', 'taken']);
});

it('waits for a desktop that asks, and believes only the keys', async () => {
  const { shortcut, desktop, words } = await setUp('portal-pending');
  shortcut.set(keys);
  expect(desktop.isRegistered(keys)).toBe(true);
  expect(words()).toMatch(/has to allow/);
  desktop.press(keys);
  expect(words()).toMatch(/has to allow/);
  desktop.answerPortal(true);
  desktop.press(keys);
  expect(words()).toMatch(/works/);
});

it.each(['portal-refused', 'portal-silent'])(
  'is refused when the keys do not arrive: %s',
  async (mode) => {
    const { shortcut, desktop, runOut, words, told } = await setUp(mode);
    shortcut.set(keys);
    shortcut.listen();
    desktop.press(keys);
    runOut();
    expect(words()).toMatch(/did not arrive.*Parley’s command/);
    expect(told).toEqual(['waiting', 'waiting', 'refused']);
  },
);
