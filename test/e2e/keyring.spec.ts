import { expect, test } from '@playwright/test';
import { launchParley } from './launch.ts';
import { ask, controls } from './parley.ts';
import { names } from './names.ts';

test('a keyring that waits for its password keeps neither the window nor the chat waiting', async () => {
  const parley = await launchParley({ keyring: 'asking' });
  const { page } = parley;
  await page.getByRole('button', { name: names.tryTheDemo }).click();
  await ask(page, 'Hello');
  await expect(controls(page).answers.last()).toContainText(/demo/i);
  await parley.close();
});

test('a keyring that is only named is told from one that guards keys', async () => {
  const parley = await launchParley({ keyring: 'absent' });
  const { page } = parley;
  await page.getByRole('button', { name: names.tryTheDemo }).click();
  await controls(page).settingsButton.click();
  await controls(page).settings.getByRole('tab', { name: names.data }).click();
  await expect(controls(page).settings).toContainText('This system has no keyring');
  await parley.close();
});
