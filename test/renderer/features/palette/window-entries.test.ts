import { expect, test, vi } from 'vitest';
import { createController } from '../../../../src/renderer/client/controller.ts';
import { settingsPages } from '../../../../src/shared/model/arrival/arrival.ts';
import { windowEntries } from '../../../../src/renderer/features/palette/window-entries.ts';
import { actions, needsConversation, type ActionId } from '../../../../src/shared/actions.ts';
import { shortcutsOf, shortcutText } from '../../../../src/shared/shortcuts.ts';
import type { Bridge } from '../../../../src/shared/contract/index.ts';
import { headOf } from '../../../../src/shared/model/conversation.ts';
import type { UndoView } from '../../../../src/shared/model/undo/undo.ts';
import { actionLabel } from '../../../../src/shared/words/undo/undo-words.ts';
import { answer, conversation, idOf } from '../../state/world.ts';

const what = { name: 'Trees', conversationId: null, count: 1, at: 1 } as const;
const view: UndoView = {
  undo: { ...what, kind: 'conversations_renamed' },
  redo: { ...what, kind: 'conversations_deleted' },
};

/** The palette of a window that knows one conversation, with what it ran. */
async function opened() {
  vi.stubGlobal('history', { state: null, replaceState: () => undefined });
  const listeners = new Map<string, (payload: unknown) => void>();
  const bridge = {
    command: () => Promise.resolve({ ok: false, error: {} }),
    on: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, listener);
      return () => undefined;
    },
  } as unknown as Bridge;
  const soon = (callback: () => void): void => queueMicrotask(callback);
  const controller = createController(bridge, soon, { schedule: soon, isNextTaken: () => false });
  await controller.start();
  vi.unstubAllGlobals();
  const head = { ...headOf(conversation(answer())), id: idOf(3), title: 'Trees', folder: 'Work' };
  listeners.get('head')?.(head);
  const undone = windowEntries(controller, () => undefined);
  expect(undone.some(({ key }) => key === 'action undo' || key === 'action redo')).toBe(false);
  listeners.get('undo')?.(view);
  await Promise.resolve();
  const ran: ActionId[] = [];
  const entries = windowEntries(controller, (id) => ran.push(id));
  return { controller, entries, ran };
}

test('every action, section of the settings and conversation is an entry of the palette', async () => {
  const { controller, entries, ran } = await opened();
  const ids = (Object.keys(actions) as ActionId[]).filter(
    (id) => id !== 'command_palette' && !needsConversation(id),
  );
  const commands = entries.filter(({ kind }) => kind === 'command');
  for (const each of commands) each.run();
  expect(ran.toSorted()).toEqual(ids.toSorted());
  expect(commands.map(({ label, shortcut = '' }) => [label, shortcut])).toEqual(
    ran.map((id) => [actionLabel(id, view), shortcutText(id, 'linux', shortcutsOf({}, 'linux'))]),
  );
  expect(entries.filter(({ kind }) => kind === 'settings')).toHaveLength(settingsPages.length);
  const [trees] = entries.filter(({ kind }) => kind === 'conversation');
  expect(trees).toMatchObject({ label: 'Trees', detail: 'Work' });
  expect(controller.store.getState().activeId).toBeNull();
});
