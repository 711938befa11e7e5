import { expect, type Page } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { answered, ask, controls, lookAway } from './parley.ts';
import { test, type SharedParley } from './shared-app.ts';

/** The notifications so far, with their texts. */
const noticesOf = (parley: SharedParley): readonly (readonly [string, string | undefined])[] =>
  parley
    .outside()
    .filter(({ kind }) => kind === 'notification')
    .map(({ url, text }) => [url, text]);

/** The numbers on the icon and the progress bars so far, in order. */
const shownIn = ({ app }: SharedParley, call: string): Promise<readonly unknown[]> =>
  app.evaluate(({ app }, call) => {
    const { desktopCalls } = app as unknown as {
      readonly desktopCalls: readonly { readonly call: string; readonly args: unknown[] }[];
    };
    return desktopCalls.flatMap((each) => (each.call === call ? [each.args[0]] : []));
  }, call);

/** Clicks the notification that came last. */
const clickNotice = ({ app }: SharedParley): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const { shown } = Notification as unknown as {
      readonly shown: readonly { emit(event: 'click'): boolean }[];
    };
    shown.at(-1)?.emit('click');
  });

const isFocused = ({ app }: SharedParley): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);

const choose = async (page: Page, choice: string): Promise<void> => {
  await page.evaluate(
    (notifications) => window.parley.command('settings.update', { notifications }),
    choice as 'off',
  );
};

test('an answer that ends behind another program is told of, and a click leads to it', async ({
  provider,
  parley,
}) => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'reads what the stand-in wrote down');
  const { page } = parley;
  const ui = controls(page);
  const badges = (): Promise<readonly unknown[]> => shownIn(parley, 'app.setBadgeCount');

  // In front, nothing is told.
  provider.next({ kind: 'text', text: 'In front.' });
  await ask(page, 'Where are you?');
  await answered(page);
  expect(noticesOf(parley)).toEqual([]);
  expect(await badges()).toEqual([]);

  const live = provider.live();
  await ask(page, 'Tell me of owls');
  await live.write('Owls are awake');
  await expect(ui.answers.last()).toContainText('Owls');
  await page.keyboard.press('Control+n');
  await lookAway(parley);
  await live.finish();
  await expect.poll(() => noticesOf(parley)).toEqual([['Where are you?', 'The answer is done.']]);
  expect(await badges()).toEqual([1]);
  await clickNotice(parley);
  expect(await isFocused(parley)).toBe(true);
  await expect(ui.answers.last()).toContainText('Owls are awake');
  expect(await badges()).toEqual([1, 0]);

  // A failure is told of, too; of a temporary conversation no word is given away.
  provider.next({ kind: 'error', status: 400, message: 'Broken owl' });
  await lookAway(parley);
  await ask(page, 'And of wrens?');
  await answered(page, 'failed');
  await expect
    .poll(() => noticesOf(parley).at(-1))
    .toEqual(['Where are you?', 'The answer failed.']);
  await choose(page, 'answer');
  await page.keyboard.press('Control+Shift+N');
  await expect(page.getByText('Temporary').first()).toBeVisible();
  provider.next({ kind: 'text', text: 'A secret answer.' });
  await ask(page, 'A secret question');
  await answered(page);
  await expect
    .poll(() => noticesOf(parley).at(-1))
    .toEqual(['The answer is done', 'Open Parley to read it.']);
  const told = noticesOf(parley).length;
  await choose(page, 'off');
  provider.next({ kind: 'text', text: 'Another secret.' });
  await ask(page, 'Another question');
  await answered(page);
  expect(noticesOf(parley)).toHaveLength(told);
  expect(await shownIn(parley, 'app.setBadgeCount')).toEqual([1, 0, 1, 2]);
  // Quitting would ask about it.
  await page.keyboard.press('Control+Shift+Backspace');

  // A long job shows how far it is, and takes its bar away.
  await page.evaluate(() => window.parley.command('backup.create', { to: 'folder' }));
  const bars = (): Promise<readonly unknown[]> => shownIn(parley, 'window.setProgressBar');
  const shares = async (): Promise<readonly unknown[]> =>
    (await bars()).filter((bar) => typeof bar === 'number' && bar >= 0 && bar <= 1);
  await expect.poll(async () => (await shares()).length).toBeGreaterThan(0);
  await expect.poll(async () => (await bars()).at(-1)).toBe(-1);
});
