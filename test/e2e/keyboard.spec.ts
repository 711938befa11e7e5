import { expect, test } from '@playwright/test';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';
import { names } from './names.ts';

test('everything of a conversation by keyboard alone', async () => {
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  const ui = controls(page);
  provider.script({ kind: 'text', text: 'An answer.' });
  await expect(ui.composer).toBeFocused();
  await page.keyboard.type('A question');
  await page.keyboard.press('Enter');
  await answered(page);

  // Back to the answer's actions with Shift+Tab, then press one.
  const copy = ui.answers.last().getByRole('button', { name: names.copy, exact: true });
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press('Shift+Tab');
    if (await copy.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(copy).toBeFocused();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => parley.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('An answer.');

  // Settings open and close by keyboard, and the focus returns.
  await ui.composer.focus();
  await page.keyboard.press('ControlOrMeta+Comma');
  await expect(ui.settings.getByRole('combobox', { name: names.searchSettings })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(ui.settings.getByRole('tab').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ui.settings).toBeHidden();
  await expect(ui.composer).toBeFocused();

  // A new conversation, and back to the first through the list.
  await page.keyboard.press('ControlOrMeta+n');
  await expect(ui.log.getByRole('article')).toHaveCount(0);
  await expect(ui.composer).toBeFocused();
  const entry = ui.conversations.getByRole('button', { name: /^A question/ }).first();
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect(ui.answers.last()).toContainText('An answer.');
  await entry.focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Renamed');
  await page.keyboard.press('Enter');
  await expect(ui.conversations.getByRole('button', { name: /^Renamed/ }).first()).toBeVisible();
  await parley.close();
  await provider.close();
});

test('letters typed right behind a shortcut go where the shortcut leads', async () => {
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  const ui = controls(page);
  const search = page.getByRole('searchbox', { name: names.searchConversations });
  provider.script({ kind: 'text', text: 'An answer.' });
  await ask(page, 'A question');
  await answered(page);

  // Out of a menu that is still closing.
  await ui.conversations
    .getByRole('button', { name: /^A question/ })
    .first()
    .click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('menu');
  await expect(search).toHaveValue('menu');
  await page.keyboard.press('Escape');

  // Out of a dialog.
  await page.keyboard.press('ControlOrMeta+Comma');
  await expect(ui.settings).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ui.settings).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('dialog');
  await expect(search).toHaveValue('dialog');
  await page.keyboard.press('Escape');

  // With the sidebar hidden, the key shows the box.
  await page.keyboard.press('ControlOrMeta+b');
  await expect(search).toBeHidden();
  await ui.composer.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('hidden');
  await expect(search).toHaveValue('hidden');
  await expect(ui.composer).toHaveValue('');
  await page.keyboard.press('Escape');

  // A person who opens a conversation and types means its message box. Keys of the list still work.
  await ui.newConversation.click();
  const entry = ui.conversations.getByRole('button', { name: /^A question/ }).first();
  await entry.click();
  await expect(ui.answers.last()).toContainText('An answer.');
  await entry.focus();
  await page.keyboard.press('ArrowDown');
  await expect(ui.composer).not.toBeFocused();
  await page.keyboard.type('And then?');
  await expect(ui.composer).toHaveValue('And then?');
  await parley.close();
  await provider.close();
});

test('Esc goes back one step at a time, and no button takes the focus away with it', async () => {
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  const ui = controls(page);
  const search = page.getByRole('searchbox', { name: names.searchConversations });
  provider.script({ kind: 'text', text: 'An answer.' });
  await ask(page, 'A question');
  await answered(page);
  const answer = ui.answers.last();
  await answer.getByRole('button', { name: names.regenerate }).click();
  await expect(answer).toContainText('2 of 2');
  await expect(ui.composer).toBeFocused();
  const previous = answer.getByRole('button', { name: names.previousVersion });
  await previous.press('Enter');
  await expect(answer).toContainText('1 of 2');
  await expect(previous).toBeFocused();

  // Esc clears the typed text, then closes the search, then stops the answer.
  const live = provider.live();
  await ask(page, 'Another question');
  await live.write('It has begun with lighthouses');
  await expect(ui.answers.last()).toContainText('lighthouses');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('words');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(ui.composer).toBeFocused();
  await expect(ui.stopButton).toBeVisible();

  // A box opened by a shortcut in the same frame keeps what is typed.
  await page.keyboard.press('ControlOrMeta+k');
  await page.evaluate(
    (modifier) => {
      const press = (init: KeyboardEventInit): void => {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(
          new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }),
        );
      };
      press({ key: 'Escape' });
      press({ key: 'f', [modifier]: true });
    },
    process.platform === 'darwin' ? 'metaKey' : 'ctrlKey',
  );
  await page.waitForTimeout(100);
  await expect(page.getByRole('textbox', { name: names.findInConversation })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ui.composer).toBeFocused();

  // An answer is found while it is being written.
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('lighthouses');
  // An answer above has two versions and shows the same words, so look only in the search bar.
  const found = page.getByRole('search', { name: names.findInConversation });
  await expect(found.getByText('1 of 1')).toBeVisible();
  await live.write(' and more lighthouses');
  await expect(found.getByText('1 of 2')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ui.composer).toBeFocused();

  // Esc closes the drawer of a narrow window first, then stops the answer.
  await page.setViewportSize({ width: 480, height: 800 });
  const toggle = page.getByRole('button', { name: names.showSidebar });
  await toggle.click();
  const drawer = page.getByRole('complementary', { name: names.sidebar });
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(toggle).toBeFocused();
  await expect(ui.stopButton).toBeVisible();
  await page.keyboard.press('Escape');
  await answered(page, 'stopped');
  await parley.close();
  await provider.close();
});
