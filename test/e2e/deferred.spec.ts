import { expect } from '@playwright/test';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';
import { names } from './names.ts';

test('what is loaded later is there at once, takes the focus and gives it back', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  // Pressed before anything was fetched when idle.
  await expect(ui.composer).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Comma');
  await expect(ui.settings.getByRole('combobox', { name: names.searchSettings })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ui.settings).toBeHidden();
  await expect(ui.composer).toBeFocused();

  provider.script({ kind: 'text', text: 'An answer with a needle.' });
  await ask(page, 'A question');
  await answered(page);
  const systemPrompt = page.getByRole('button', { name: names.systemPrompt });
  await systemPrompt.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: names.systemPrompt })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(systemPrompt).toBeFocused();

  // No letter that follows the shortcut is lost.
  await ui.composer.focus();
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('needle');
  const find = page.getByRole('textbox', { name: names.findInConversation });
  await expect(find).toHaveValue('needle');
  await page.keyboard.press('Escape');
  await expect(ui.composer).toBeFocused();

  // The menu of a row, by keyboard: opened from its button, closed with Esc, and the focus returns.
  const more = ui.conversations.getByRole('button', { name: names.more });
  await more.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: names.rename })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(more).toBeFocused();
});

test('a tooltip comes when the pointer rests, goes when it is used, and follows the keyboard', async ({
  parley,
}) => {
  const { page } = parley;
  const { composer, settingsButton } = controls(page);
  await expect(composer).toBeFocused();
  const tooltip = page.getByRole('tooltip');
  const hide = page.getByRole('button', { name: names.hideSidebar });
  await hide.hover();
  await expect(tooltip).toHaveText(/^Hide sidebar(Ctrl|⌘)/u);
  const [control, shown] = [await hide.boundingBox(), await tooltip.boundingBox()];
  if (control === null || shown === null) throw new Error('Nothing to be seen');
  expect(shown.y).toBeGreaterThanOrEqual(control.y + control.height);
  expect(shown.y).toBeLessThan(control.y + control.height + 12);
  expect(shown.x).toBeGreaterThanOrEqual(0);
  // The next tooltip replaces the first.
  await settingsButton.hover();
  await expect(tooltip).toHaveText(/^Settings/u);
  const [button, beside] = [await settingsButton.boundingBox(), await tooltip.boundingBox()];
  if (button === null || beside === null) throw new Error('Nothing to be seen');
  expect(beside.x).toBeGreaterThanOrEqual(button.x + button.width);
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();

  await hide.click();
  await expect(tooltip).toBeHidden();
  await page.keyboard.press('Tab');
  await expect(tooltip).toHaveText(/^New conversation/u);
  await page.keyboard.press('Enter');
  await expect(tooltip).toBeHidden();
});
