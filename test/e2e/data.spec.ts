import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { answered, ask, controls, draftSaved, test } from './parley.ts';
import { names, startsWith } from './names.ts';

test('what is typed and not sent survives a kill, in its own conversation and in a new one', async ({
  parley,
}) => {
  let running = parley;
  const first = controls(running.page);
  await ask(running.page, 'first question');
  await answered(running.page);
  await first.composer.fill('half a thought');
  await first.newConversation.click();
  await first.composer.fill('a new idea');
  const drafts = join(running.userData, 'drafts');
  await expect
    .poll(() => (existsSync(drafts) ? readdirSync(drafts).filter((n) => !n.startsWith('.')) : []))
    .toHaveLength(2);
  // The last keys are saved before long, too.
  await first.composer.pressSequentially('!');
  await draftSaved(running.userData, 'a new idea!');
  await running.kill();
  running = await running.relaunch();
  const ui = controls(running.page);
  await expect(ui.composer).toHaveValue('a new idea!');
  await ui.conversations
    .getByRole('button', { name: /^first question/ })
    .first()
    .click();
  await expect(ui.composer).toHaveValue('half a thought');
  await ui.composer.press('Enter');
  await answered(running.page);
  await expect(ui.composer).toHaveValue('');
  await running.close();
});

test('a backup is made and brought back from the settings', async ({ parley }) => {
  const { page, userData } = parley;
  const ui = controls(page);
  await ask(page, 'worth keeping');
  await answered(page);
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.data }).click();
  await ui.settings.getByRole('button', { name: names.backUpNow }).click();
  await expect(ui.settings.getByText(/^Backed up 1 conversation to /)).toBeVisible();
  const byHand = (name: string): boolean => name.startsWith('parley-manual-');
  expect(readdirSync(join(userData, 'backups')).filter(byHand)).toHaveLength(1);
  const [conversation = ''] = readdirSync(join(userData, 'conversations'));
  await page.keyboard.press('Escape');

  await ask(page, 'not in the backup');
  await answered(page);
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.data }).click();
  const made = { hasText: 'made by hand' };
  const list = ui.settings.getByRole('list', { name: names.backups });
  await list
    .getByRole('listitem')
    .filter(made)
    .getByRole('button', { name: startsWith(names.restoreTheBackupOf) })
    .click();
  await ui.settings.getByRole('button', { name: names.replaceEverything }).click();
  await expect(ui.settings.getByText(/^Restored: 1 replaced/)).toBeVisible();
  // The previous data is a backup, too, as is what an older version had left.
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(ui.questions).toHaveCount(1);
  expect(readdirSync(join(userData, 'conversations'))).toContain(conversation);
});

test('a second start brings the first window to the front, and ends without touching anything', async ({
  parley,
}) => {
  const { page, app, userData } = parley;
  await ask(page, 'still here');
  await answered(page);
  const files = (): readonly string[] => readdirSync(userData, { recursive: true }).map(String);
  const windowState = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
    );
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await expect.poll(windowState).toEqual([true]);
  // The journal is removed once the answer is in its file.
  await expect.poll(() => files().some((name) => name.endsWith('.journal'))).toBe(false);
  const before = files().filter((name) => name.startsWith('conversations'));
  expect(await parley.relaunch().catch(() => 'ended')).toBe('ended');
  await expect.poll(windowState).toEqual([false]);
  expect(files().filter((name) => name.startsWith('conversations'))).toEqual(before);
  await expect(controls(page).answers).toHaveCount(1);
});
