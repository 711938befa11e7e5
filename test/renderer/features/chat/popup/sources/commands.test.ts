import { expect, it, vi } from 'vitest';
import { builtInCommands } from '../../../../../../src/renderer/features/chat/popup/sources/commands.ts';
import { onWindowAction } from '../../../../../../src/renderer/client/window-actions.ts';

/** The commands of a window that shows a conversation, and a way to choose one. */
async function commandsIn({ isQuick }: { readonly isQuick: boolean }) {
  // The page has no buttons.
  vi.stubGlobal('document', { querySelectorAll: () => [] });
  const state = { heads: {}, open: {}, streaming: new Set() };
  const context = {
    conversationId: 'c',
    controller: { isQuick, store: { getState: () => state } },
    page: {},
  };
  const [source] = await builtInCommands.open(context as never);
  const found = await source?.items('', new AbortController().signal);
  const ids = found?.ok === true ? found.value.items.map(({ id }) => id) : [];
  const run = (id: string): void => {
    const choice = source?.choose({ id, label: '', detail: '', name: id }) as { run: () => void };
    choice.run();
  };
  return { ids, run };
}

const ofTheMainWindow = ['compare', 'temporary', 'search', 'find', 'branches'];

it('those of the menu run in the window that has them', async () => {
  const main = await commandsIn({ isQuick: false });
  expect(main.ids).toEqual(expect.arrayContaining([...ofTheMainWindow, 'new', 'settings']));
  const quick = await commandsIn({ isQuick: true });
  expect(quick.ids).toEqual(main.ids.filter((id) => !ofTheMainWindow.includes(id)));
  const ran: string[] = [];
  const stop = onWindowAction((action) => ran.push(action));
  quick.run('new');
  quick.run('settings');
  stop();
  expect(ran).toEqual(['new_conversation', 'open_settings']);
});
