import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { faultsIn, makeFreshHome, type FreshHome } from './fresh-home.ts';
import { answered, ask, controls } from './parley.ts';

let home: FreshHome;
test.beforeEach(() => {
  home = makeFreshHome();
});
test.afterEach(() => home.remove());

const debugged = ['--remote-debugging-port=0'];

/** Where Parley keeps its data when nobody says otherwise. */
function dataFolder(): string {
  return process.platform === 'darwin'
    ? join(home.path, 'Library', 'Application Support', 'Parley')
    : join(home.path, '.config', 'Parley');
}

async function finds(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill(words);
  const hits = page.getByRole('listbox', { name: 'Search results' }).getByRole('option');
  await expect(hits.first()).toBeVisible();
  await page.keyboard.press('Escape');
}

test('npm start on a machine that has never seen Parley: it chats, finds and quits, twice, without a word of complaint', async () => {
  const first = await home.run('scripts/start.ts', debugged);
  const page = await first.page();
  await page.getByRole('button', { name: /demo/i }).click();
  await ask(page, 'Is anybody here, dear platypus?');
  await expect(await answered(page)).toContainText(/demo/i);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await finds(page, 'platypus');
  // As a person quits.
  // The window may be gone before the key is released.
  await page.keyboard.press('ControlOrMeta+q').catch(() => undefined);
  expect(await first.ended).toBe(0);
  expect(first.problems()).toEqual([]);
  expect(first.stdout()).toContain('Runs on');
  expect(existsSync(join(dataFolder(), 'library.sqlite'))).toBe(true);
  expect(faultsIn(dataFolder())).toEqual([]);

  const second = await home.run('scripts/start.ts', debugged);
  const again = await second.page();
  const { conversations, answers, composer } = controls(again);
  await conversations
    .getByRole('button', { name: /platypus/ })
    .first()
    .click();
  await expect(answers).toHaveCount(1);
  await finds(again, 'platypus');
  await composer.fill('/help');
  await composer.press('Enter');
  await expect(answers).toHaveCount(2);
  await answered(again);
  await expect(again.getByRole('alert')).toHaveCount(0);
  // As the terminal ends it.
  second.kill('SIGINT');
  expect(await second.ended).toBe(0);
  expect(second.problems()).toEqual([]);
  expect(faultsIn(dataFolder())).toEqual([]);
});

for (const delayMs of [0, 30, 100, 300]) {
  test(`a quit ${delayMs} ms after the window is there leaves nothing half written`, async () => {
    const run = await home.run('scripts/start.ts', debugged);
    await run.page();
    await new Promise((resume) => setTimeout(resume, delayMs));
    run.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.problems()).toEqual([]);
    expect(faultsIn(dataFolder())).toEqual([]);
  });
}
