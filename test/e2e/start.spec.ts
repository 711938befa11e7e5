import { expect, test } from '@playwright/test';
import { launchParley, type Parley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { controls } from './parley.ts';

/** More than the first page of conversations, so that further pages are needed. */
const count = 2500;

let parley: Parley;
test.afterEach(async () => {
  await parley.close();
});

test('the window is shown with its list in it, and the rest of the list follows', async () => {
  parley = await launchParley({
    prepare: (userData) =>
      void seedLibrary(
        userData,
        Array.from({ length: count }, (_, index) => ({
          title: `Talk ${index}`,
          age: index,
          messages: exchange('Hello', 'Hi'),
        })),
      ),
    untilDrawn: false,
  });
  const rowsWhenShown = await parley.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<unknown>((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        const look = (): void =>
          resolve(
            window?.webContents.executeJavaScript(
              'document.querySelectorAll("nav [data-conversation-id]").length',
            ),
          );
        if (window?.isVisible() === true) look();
        else window?.once('show', look);
      }),
  );
  expect(rowsWhenShown).toBeGreaterThan(5);

  const { page } = parley;
  const { conversations } = controls(page);
  const newest = conversations.getByRole('button', { name: 'Talk 0', exact: true });
  await expect(newest).toBeVisible();
  const items = conversations.locator('[aria-setsize]').first();
  await expect(items).toHaveAttribute('aria-setsize', String(count));
  await newest.focus();
  await page.keyboard.press('End');
  await expect(
    conversations.getByRole('button', { name: `Talk ${count - 1}`, exact: true }),
  ).toBeFocused();
});

test('the page names the messages of its language, so that they come along with its scripts', async () => {
  parley = await launchParley();
  const started = await parley.page.evaluate(() => {
    const link = document.querySelector<HTMLLinkElement>('link[href*="messages-en-first"]');
    const all = performance.getEntriesByType('resource');
    const ofMessages = all
      .filter(({ name }) => name === link?.href)
      .map(({ startTime }) => startTime);
    const scripts = all.filter(({ name }) => /\/(?:index|react)-[^/]*\.js$/.test(name));
    const ends = scripts.map((each) => (each as PerformanceResourceTiming).responseEnd);
    return { ofMessages, scripts: Math.max(...ends) };
  });
  // Fetched once, and asked for before a script could run and ask for it: none does before all came.
  expect(started.ofMessages).toHaveLength(1);
  expect(started.ofMessages[0]).toBeLessThan(started.scripts);
});
