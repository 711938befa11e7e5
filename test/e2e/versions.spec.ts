import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchParley } from './launch.ts';
import { library } from './library-page.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

const fixtures = join(import.meta.dirname, '../main/store/fixtures');
const idFor = (version: number): string => `01930d2e-7a00-7000-8000-00000000000${version}`;

/** A conversation as this version wrote it, under a name and an id of its own. */
function conversationOf(version: number): string {
  const text = readFileSync(join(fixtures, `conversation-v${version}.json`), 'utf8');
  return text
    .replace('"title": "Trip to Kyoto"', `"title": "From version ${version}"`)
    .replace(`"id": "${idFor(1)}"`, `"id": "01930d2e-7a00-7000-8000-0000000000f${version}"`);
}

function put(userData: string, version: number, text: string): void {
  mkdirSync(join(userData, 'conversations'), { recursive: true });
  const name = `01930d2e-7a00-7000-8000-0000000000f${version}.json`;
  writeFileSync(join(userData, 'conversations', name), text);
}

const backupsOf = (userData: string, reason: string): readonly string[] =>
  readdirSync(join(userData, 'backups')).filter((name) => name.includes(reason));

test('a profile of every version upgrades; one of a version to come can be read, and goes back', async ({
  provider,
}) => {
  const versions = [1, 2, 3];
  let parley = await launchParley({
    prepare(userData) {
      seedSettings(userData, provider);
      for (const version of versions) put(userData, version, conversationOf(version));
    },
  });
  const { userData } = parley;
  for (const version of versions) {
    await library(parley.page).row(`From version ${version}`).click();
    await expect(controls(parley.page).answers.first()).toContainText('Stopped here');
  }
  // The copy is made while the library is in use; the mark says that it is complete.
  await expect.poll(() => existsSync(join(userData, 'library.json'))).toBe(true);
  expect(backupsOf(userData, 'before-update').length).toBe(1);
  await parley.close();

  // Another Parley has the library now, and keeps it in a form that is not known here.
  const newer = conversationOf(3).replace('"version": 3', '"version": 99');
  put(userData, 3, newer.replace('From version 3', 'Newer than this'));
  const mark = join(userData, 'library.json');
  const own = JSON.parse(readFileSync(mark, 'utf8')) as object;
  writeFileSync(mark, JSON.stringify({ ...own, format: 99, parley: '9.9.9' }));
  const file = join(userData, 'conversations', '01930d2e-7a00-7000-8000-0000000000f3.json');
  const bytes = readFileSync(file);

  parley = await parley.relaunch();
  const { page } = parley;
  const ui = library(page);
  const told = page.locator('[data-notices]').getByText(/last used by Parley 9\.9\.9/);
  await expect(told).toBeVisible();
  await expect(ui.composer).toHaveCount(0);
  await ui.box.fill('Stopped here');
  await expect(ui.hits).toHaveCount(3);
  await page.keyboard.press('Escape');
  await ui.row('Newer than this').click();
  await expect(ui.answers.first()).toContainText('Stopped here');
  await expect(ui.composer).toHaveCount(0);
  const renamed = await page.evaluate(
    () =>
      window.parley.command('conversation.update', {
        conversationIds: ['01930d2e-7a00-7000-8000-0000000000f1'],
        patch: { title: 'Another' },
      }) as Promise<unknown>,
  );
  expect(renamed).toMatchObject({ ok: false, error: { code: 'library_read_only' } });
  expect(readFileSync(file)).toEqual(bytes);

  const goBack = page.getByRole('button', { name: startsWith(names.goBackTo) });
  await goBack.focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: names.goBack, exact: true }).focus();
  const ended = parley.app.waitForEvent('close');
  // The page may be gone before the key is up again.
  await Promise.allSettled([ended, page.keyboard.press('Enter')]);
  await ended;
  expect(backupsOf(userData, 'before-restore').length).toBe(1);

  parley = await parley.relaunch();
  await expect(parley.page.locator('[data-notices]')).toContainText('as it was in the backup');
  await expect(library(parley.page).row('From version 3')).toBeVisible();
  await controls(parley.page).newConversation.click();
  await ask(parley.page, 'And now?');
  await answered(parley.page);
  await parley.close();
});

test('everything is deleted on request, and diagnostics tell nothing of it', async ({
  provider,
}) => {
  let parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page, userData } = parley;
  await ask(page, 'A secret question');
  await answered(page);
  const ui = controls(page);
  await ui.settingsButton.focus();
  await page.keyboard.press('Enter');
  await ui.settings.getByRole('tab', { name: names.data, exact: true }).click();
  await ui.settings.getByRole('button', { name: names.copyDiagnostics }).focus();
  await page.keyboard.press('Enter');
  const copied = ui.settings.getByText(/^Parley: /);
  await expect(copied).toContainText('Conversations: 1');
  await expect(copied).toContainText('Providers: openai_compatible × 1');
  await expect(copied).not.toContainText(/secret|127\.0\.0\.1|localhost|scripted/i);
  await ui.settings.getByRole('button', { name: names.deleteAllMyData }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(userData);
  await question.getByRole('button', { name: names.deleteEverything }).focus();
  const ended = parley.app.waitForEvent('close');
  await Promise.allSettled([ended, page.keyboard.press('Enter')]);
  await ended;
  parley = await parley.relaunch();
  await expect(parley.page.getByRole('button', { name: names.tryTheDemo })).toBeVisible();
  expect(readdirSync(userData)).not.toContain('conversations');
  const words = readdirSync(userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  for (const text of words) expect(text).not.toContain('A secret question');
  await parley.close();
});
