import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { ask, controls, seedSettings, test } from './parley.ts';

const twoDisplays = [
  { id: 1, x: 0, y: 0, width: 1440, height: 900, scaleFactor: 2, bar: 24 },
  { id: 2, x: 1440, y: 0, width: 2560, height: 1440, scaleFactor: 1.5 },
];

/** Opens the conversation on show in a window of its own, with the keyboard. */
async function openOwn({ app, page }: Parley): Promise<Page> {
  const opened = app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('dialog', { name: names.commandPalette })).toBeVisible();
  await page.keyboard.type('own window');
  await expect(page.locator('[role="option"][aria-selected="true"]')).toContainText(
    'Open in its own window',
  );
  await page.keyboard.press('Enter');
  const own = await opened;
  await own.waitForFunction(() => document.querySelector('#root:empty') === null);
  return own;
}

/** The bounds of the window of a conversation, by its page's address. */
const boundsOfOwn = ({ app }: Parley) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter(({ webContents }) => webContents.getURL().includes('conversation='))
      .map((window) => window.getBounds()),
  );

const lastIn = (page: Page): Promise<string> => controls(page).answers.last().innerText();

test('a conversation in a window of its own is the same one, and comes back', async ({
  provider,
}) => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'needs displays that can be chosen');
  const first = await launchParley({
    prepare: (userData) => seedSettings(userData, provider),
    env: { PARLEY_RUNTIME_DISPLAYS: JSON.stringify(twoDisplays) },
  });
  const { page } = first;
  const live = provider.live();
  await ask(page, 'Tell both');
  await live.write('Once upon a time');
  await expect(controls(page).answers.last()).toContainText('Once upon a time');
  const own = await openOwn(first);
  await expect(controls(own).answers.last()).toContainText('Once upon a time');
  await expect(own.getByRole('navigation', { name: names.conversations })).toHaveCount(0);
  for (let n = 1; n <= 20; n += 1) await live.write(` word${String(n)}`);
  for (const each of [page, own]) {
    await expect(controls(each).answers.last()).toContainText('word20');
    await expect(controls(each).answers.last()).toHaveAttribute('data-status', 'streaming');
  }
  expect(await lastIn(own)).toBe(await lastIn(page));
  await expectAccessible(own, 'a window of its own');

  // One draft, whichever window it is typed in.
  await controls(own).composer.fill('And then');
  await expect(controls(page).composer).toHaveValue('And then');
  await controls(page).composer.fill('And then what?');
  await expect(controls(own).composer).toHaveValue('And then what?');

  // What such a window has no place for happens in the main one, without a question although an
  // answer streams there; asked again, it stays the one.
  await own.keyboard.press('Control+Shift+P');
  await own.keyboard.type('once upon');
  await own.keyboard.press('ArrowUp');
  await expect(own.locator('[role="option"][aria-selected="true"]')).toHaveText(
    'Search all messages for “once upon”',
  );
  await own.keyboard.press('Enter');
  const search = page.getByRole('searchbox', { name: names.searchConversations });
  await expect(search).toHaveValue('once upon');
  await search.fill('');
  await own.keyboard.press('Control+n');
  await expect(page.getByRole('heading', { name: 'New conversation' })).toBeVisible();
  await expect(controls(own).answers.last()).toContainText('word20');
  await controls(page).conversations.getByRole('button', { name: /^Tell/ }).first().click();
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('own window');
  await page.keyboard.press('Enter');
  await expect.poll(() => boundsOfOwn(first)).toHaveLength(1);
  const isOwnFocused = (): Promise<readonly boolean[]> =>
    first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((window) => window.isFocused())
        .map(({ webContents }) => webContents.getURL().includes('conversation=')),
    );
  await expect.poll(isOwnFocused).toEqual([true]);

  // So does a link, while the main window is in front.
  await first.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.webContents.getURL().includes('conversation=')) window.focus();
    }
  });
  expect(await isOwnFocused()).toEqual([false]);
  const id = new URL(own.url()).searchParams.get('conversation') ?? '';
  expect(await first.startAgain(['--', `parley://open/${id}`])).toBe(0);
  await expect.poll(isOwnFocused).toEqual([true]);

  // Without the main window it goes on.
  await page.close();
  await live.write(' the end.');
  await expect(controls(own).answers.last()).toContainText('the end.');
  await live.finish();
  await expect(controls(own).answers.last()).toHaveAttribute('data-status', 'complete');
  expect(provider.requests.filter(({ kind }) => kind === 'stream')).toHaveLength(1);

  await first.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x: 2000, y: 500, width: 900, height: 700 });
  });
  const saved = (): unknown =>
    JSON.parse(readFileSync(join(first.userData, 'settings.json'), 'utf8'));
  await expect.poll(saved).toMatchObject({ windows: [{ place: { x: 2000, display: { id: 2 } } }] });
  await first.close();

  // The display at which it was is gone.
  const [laptop] = twoDisplays;
  const again = await first.relaunch({
    env: { PARLEY_RUNTIME_DISPLAYS: JSON.stringify([laptop]) },
  });
  await expect
    .poll(() => boundsOfOwn(again))
    .toEqual([{ x: 540, y: 200, width: 900, height: 700 }]);
  // Playwright hears of it later than the program.
  const ownPage = (): Page | undefined =>
    again.app.windows().find((each) => each.url().includes('conversation='));
  await expect.poll(() => ownPage() !== undefined).toBe(true);
  const back = ownPage();
  if (back === undefined) throw new Error('The window of the conversation is not there.');
  await expect(controls(back).answers.last()).toContainText('the end.');
  await expect(controls(back).composer).toHaveValue('And then what?');

  // Deleted anywhere, it is gone here, and does not come back.
  const list = controls(again.page).conversations;
  await list.getByRole('button', { name: /^Tell/ }).first().click();
  await again.page.keyboard.press('Control+Shift+Backspace');
  await expect.poll(() => boundsOfOwn(again)).toEqual([]);
  await expect.poll(saved).toMatchObject({ windows: [] });
  await again.close();
});

test('a start at login is asked of the system, and leaves the window minimised', async ({
  provider,
}) => {
  test.skip(
    (await chooseRuntime()).kind !== 'stand-in',
    'reads the state of windows of the stand-in',
  );
  test.skip(process.platform !== 'linux', 'reads the file of a Linux desktop');
  const first = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = first;
  const ui = controls(page);
  const config = await first.app.evaluate(({ app }) => app.getPath('appData'));
  const entry = join(config, 'autostart', 'app.parley.Parley.desktop');
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: 'General' }).click();
  const atLogin = ui.settings.getByRole('switch', { name: 'Start Parley at login' });
  await atLogin.focus();
  await page.keyboard.press('Space');
  await expect(atLogin).toBeChecked();
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=".+" "--at-login"$/m);
  await ui.settings.getByRole('switch', { name: 'Start with the window minimised' }).click();
  await expectAccessible(page, 'the settings of a start at login');
  await atLogin.click();
  await expect(atLogin).not.toBeChecked();
  expect(existsSync(entry)).toBe(false);
  await first.close();

  const again = await first.relaunch({ args: ['--at-login'] });
  const isMinimised = (): Promise<readonly boolean[]> =>
    again.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
    );
  await expect.poll(isMinimised).toEqual([true]);
  // Starting it by hand shows it.
  await again.startAgain([]);
  await expect.poll(isMinimised).toEqual([false]);
  await again.close();
});
