import { expect } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import { launchParley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { answered, ask, controls, savedMessages, test as ownTest } from './parley.ts';
import { test } from './shared-app.ts';

/** Numbered words, so that a lost or doubled one shows. */
const words = Array.from({ length: 1500 }, (_, index) => `w${index}`).join(' ');

test('reloading the window in mid-stream loses and doubles not one character', async ({
  provider,
  parley,
}) => {
  const { page, userData } = parley;
  const ui = controls(page);
  provider.script({ kind: 'text', text: words, tokensPerSecond: 400 });
  await ask(page, 'count');
  for (const mark of ['w50 ', 'w400 ', 'w800 ']) {
    await expect(ui.answers.last()).toContainText(mark);
    // The same conversation is on show again.
    await page.reload();
  }
  const answer = await answered(page);
  await expect(answer).toContainText('w1499');
  const shown = (await answer.innerText()).match(/w\d+/g) ?? [];
  expect(shown.join(' ')).toBe(words);
  await expect.poll(() => savedMessages(userData).map(textOf)).toEqual(['count', words]);
  expect(provider.requestsOf('stream')).toHaveLength(1);
});

test('what is chosen in the menu while the page loads is done once it is there', async ({
  parley,
}) => {
  const { app, page } = parley;
  await app.evaluate(({ BrowserWindow, Menu }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const item = Menu.getApplicationMenu()?.getMenuItemById('open_settings');
    contents?.once('did-start-navigation', () => item?.click());
    contents?.reload();
  });
  await controls(page).settings.waitFor();
});

ownTest(
  'a window that crashes comes back, and the answer went on without it',
  async ({ provider, parley }) => {
    const { app, page, userData } = parley;
    provider.script({ kind: 'text', text: words, tokensPerSecond: 800 });
    await ask(page, 'count');
    await expect(controls(page).answers.last()).toContainText('w100');
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await expect.poll(() => savedMessages(userData)[1]?.status).toBe('complete');
    expect(savedMessages(userData).map(textOf)).toEqual(['count', words]);
  },
);

ownTest('a conversation far down a long list is on show again after a reload', async () => {
  const parley = await launchParley({
    prepare: (userData) =>
      void seedLibrary(userData, [
        { title: 'The old one', age: 5000, messages: exchange('A needle?', 'In the hay.') },
        ...Array.from({ length: 900 }, (_, age) => ({
          title: `Another ${age}`,
          age,
          messages: exchange('Anything?', 'Nothing.'),
        })),
      ]),
  });
  const { page } = parley;
  const heading = page.getByRole('heading', { name: 'The old one' });
  const newestOne = controls(page).conversations.getByRole('button', { name: 'Another 0' });
  await expect(newestOne).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('needle');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(heading).toBeVisible();
  await page.reload();
  await expect(heading).toBeVisible();
  await expect(controls(page).answers.last()).toContainText('In the hay.');
  // An invalid conversation id does not prevent a window from starting.
  await page.evaluate(() => history.replaceState('../nonsense', ''));
  await page.reload();
  await expect(newestOne).toBeVisible();
  await parley.close();
});
