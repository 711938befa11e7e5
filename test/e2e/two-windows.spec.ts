import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import type { Parley } from './launch.ts';
import { ask, controls, savedMessages, test } from './parley.ts';

const preload = join(import.meta.dirname, '../../out/preload/index.cjs');

/** Opens a second window on the page of the first, through Electron's API. */
async function openSecond({ app, page }: Parley): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    async ({ BrowserWindow }, { url, preload }) => {
      const window = new BrowserWindow({
        width: 1100,
        height: 780,
        webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
      });
      await window.loadURL(url);
    },
    { url: page.url(), preload },
  );
  const second = await opened;
  await second.waitForFunction(() => document.querySelector('#root:empty') === null);
  return second;
}

/** Shows the only conversation. */
async function showConversation(page: Page): Promise<void> {
  await controls(page).conversations.getByRole('button', { name: /^Tell/ }).first().click();
}

const shownIn = (page: Page): Promise<string> => controls(page).answers.last().innerText();

for (const closed of ['first', 'second'] as const) {
  test(`two windows show one answer as it streams, and go on when the ${closed} is closed`, async ({
    provider,
    parley,
  }) => {
    const live = provider.live();
    await ask(parley.page, 'Tell both');
    await live.write('Once upon a time');
    await expect(controls(parley.page).answers.last()).toContainText('Once upon a time');
    const second = await openSecond(parley);
    await showConversation(second);
    await expect(controls(second).answers.last()).toContainText('Once upon a time');
    for (let n = 1; n <= 20; n += 1) await live.write(` word${String(n)}`);
    for (const page of [parley.page, second]) {
      await expect(controls(page).answers.last()).toContainText('word20');
      await expect(controls(page).answers.last()).toHaveAttribute('data-status', 'streaming');
    }
    expect(await shownIn(second)).toBe(await shownIn(parley.page));

    const [gone, left] = closed === 'first' ? [parley.page, second] : [second, parley.page];
    await gone.close();
    // More than may be in flight to a window that acknowledges nothing.
    for (let n = 21; n <= 60; n += 1)
      await live.write(` word${String(n)} ${'and on '.repeat(100)}`);
    await live.write(' The end.');
    await expect(controls(left).answers.last()).toContainText('The end.');
    await expect(controls(left).answers.last()).toHaveAttribute('data-status', 'streaming');
    await live.finish();
    await expect(controls(left).answers.last()).toHaveAttribute('data-status', 'complete');
    await expect
      .poll(() => savedMessages(parley.userData).map(textOf).at(-1))
      .toMatch(/^Once upon a time word1 .* The end\.$/s);
  });
}
