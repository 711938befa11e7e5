import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchParley } from './launch.ts';
import { answered, ask, controls, savedConversations, seedSettings, test } from './parley.ts';
import { names } from './names.ts';
import { removeFolder } from '../scratch.ts';

test('the data folder is moved: Parley starts again in the new place, with everything, and the old one is left', async ({
  provider,
}) => {
  const base = mkdtempSync(join(tmpdir(), 'parley-move-'));
  const first = join(base, 'Parley');
  const to = mkdtempSync(join(base, 'elsewhere-'));
  seedSettings(first, provider, { sidebarWidth: 300 });
  // Without PARLEY_USER_DATA, because a folder given from outside is not moved.
  const parley = await launchParley({
    env: { PARLEY_USER_DATA: undefined, XDG_CONFIG_HOME: base },
  });
  const { page, app } = parley;
  const ui = controls(page);
  await ask(page, 'Coming along');
  await answered(page);
  await ui.newConversation.click();
  await ask(page, 'Deleted before');
  await answered(page);
  await page.keyboard.press('Control+Shift+Backspace');
  await expect(page.getByText('Deleted “Deleted before”.')).toBeVisible();
  await ui.composer.fill('not sent yet');

  await app.evaluate(({ app: electronApp, dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
    // The next start happens below, where this test can see it.
    electronApp.relaunch = () => console.log('asked to start again');
  }, to);
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.data }).click();
  await expect(ui.settings.getByText(first, { exact: true })).toBeVisible();
  await ui.settings.getByRole('button', { name: names.moveToAnotherFolder }).click();
  expect(await ended).toBe(0);
  expect(parley.output()).toContain('asked to start again');
  expect(JSON.parse(readFileSync(join(first, 'data-folder.json'), 'utf8'))).toEqual({ folder: to });

  const next = await parley.relaunch();
  const there = controls(next.page);
  await expect(there.composer).toHaveValue('not sent yet');
  await there.conversations.getByRole('button', { name: 'Coming along' }).click();
  await expect(there.answers.last()).toContainText('Hello from the script.');
  await ask(next.page, 'Written in the new place');
  await answered(next.page);
  await there.settingsButton.click();
  await there.settings.getByRole('tab', { name: names.data }).click();
  await expect(there.settings.getByText(to, { exact: true })).toBeVisible();
  await there.settings.getByRole('button', { name: names.openTrash }).click();
  await expect(next.page.getByRole('option', { name: 'Deleted before' })).toBeVisible();
  await next.close();

  const texts = (folder: string): string => JSON.stringify(savedConversations(folder));
  expect(texts(to)).toContain('Written in the new place');
  expect(texts(first)).toContain('Coming along');
  expect(texts(first)).not.toContain('Written in the new place');
  expect(readdirSync(join(to, 'trash'))).toHaveLength(1);
  expect(existsSync(join(to, 'settings.json'))).toBe(true);
  removeFolder(base);
});
