import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

test('shortcuts are changed by keyboard, hold at once everywhere, and are restored', async ({
  parley,
  provider,
}) => {
  const { page, app } = parley;
  const ui = controls(page);
  const keysOf = (action: string) =>
    page.getByRole('button', { name: startsWith(names.shortcutOf(action)) });
  const row = (action: string) => page.getByRole('listitem').filter({ has: keysOf(action) });
  const inMenu = (label: string): Promise<string | null> =>
    app.evaluate(({ Menu }, wanted) => {
      const all = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      return all?.find((item) => item.label === wanted)?.accelerator ?? null;
    }, label);
  provider.next({ kind: 'text', text: 'Of spring.' });
  await ask(page, 'What do wrens sing of?');
  await answered(page);

  // The list of shortcuts leads to where they are changed.
  await ui.settingsButton.focus();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: names.keyboardShortcuts });
  await expect(shortcuts.getByRole('row', { name: /Search.*Ctrl\+K/u })).toBeVisible();
  await shortcuts.getByRole('button', { name: names.changeShortcuts }).press('Enter');
  await expectAccessible(page, 'the shortcuts in the settings');

  // Keys that are refused, keys of another action, and at last free ones.
  await keysOf('Search').press('Enter');
  await expect(row('Search')).toContainText('Press the keys.');
  await page.keyboard.press('Control+c');
  await expect(row('Search')).toContainText('Ctrl+C edits text.');
  await page.keyboard.press('Control+Shift+n');
  await expect(row('Search')).toContainText('“New temporary conversation”');
  await expectAccessible(page, 'a conflict of shortcuts');
  await page.keyboard.press('Escape');
  await expect(keysOf('Search')).toHaveText('Ctrl+K');
  await expect(ui.settings).toBeVisible();
  await keysOf('Search').press('Enter');
  await page.keyboard.press('Control+j');
  await expect(keysOf('Search')).toHaveText('Ctrl+J');
  await expect(keysOf('Search')).toBeFocused();
  await keysOf('Show or hide the sidebar').press('Enter');
  await page.keyboard.press('Control+Shift+n');
  await page.keyboard.press('Enter');
  await expect(keysOf('Show or hide the sidebar')).toHaveText('Ctrl+Shift+N');
  await expect(keysOf('New temporary conversation')).toHaveText('None');
  await row('Branches')
    .getByRole('button', { name: startsWith(names.removeTheShortcutOf) })
    .press('Enter');
  await expect(keysOf('Branches')).toHaveText('None');

  // They hold in the menu, in the palette, in the window, and in another one.
  expect(await inMenu('Search')).toBe('CmdOrCtrl+J');
  expect(await inMenu('Branches')).toBeNull();
  await page.keyboard.press('Escape');
  const [other] = await Promise.all([
    app.waitForEvent('window'),
    page.evaluate(async () => {
      const start = await window.parley.command('app.start', { shown: null });
      const conversationId = start.ok ? start.value.heads[0]?.id : undefined;
      if (conversationId !== undefined) {
        await window.parley.command('app.openWindow', { conversationId });
      }
    }),
  ]);
  await controls(other).composer.focus();
  await other.keyboard.press('Control+j');
  await expect(page.getByRole('searchbox', { name: names.searchConversations })).toBeFocused();
  await other.close();
  await page.keyboard.press('Control+Shift+n');
  await expect(page.getByRole('searchbox', { name: names.searchConversations })).toBeHidden();
  await page.keyboard.press('Control+Shift+n');
  await ui.composer.focus();
  await page.keyboard.press('Control+k');
  await expect(ui.composer).toBeFocused();
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('search');
  await expect(page.getByRole('option', { name: /^Search/u }).first()).toContainText('Ctrl+J');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+Comma');
  await ui.settings.getByRole('tab', { name: names.shortcuts, exact: true }).click();
  await row('Search')
    .getByRole('button', { name: startsWith(names.restoreTheShortcutOf) })
    .press('Enter');
  await expect(keysOf('Search')).toHaveText('Ctrl+K');
  await ui.settings.getByRole('button', { name: names.restoreAll }).press('Enter');
  await expect(keysOf('New temporary conversation')).toHaveText('Ctrl+Shift+N');
  await expect(ui.settings.getByRole('button', { name: names.restoreAll })).toBeDisabled();
  expect(await inMenu('Search')).toBe('CmdOrCtrl+K');
});
