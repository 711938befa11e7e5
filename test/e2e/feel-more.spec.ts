import { expect, type Page } from '@playwright/test';
import { actions, needsConversation, type ActionId } from '../../src/shared/actions.ts';
import { shortcutsOf, shortcutText } from '../../src/shared/shortcuts.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

// The other rows of feel.spec.ts, with the same app.
test.describe.configure({ mode: 'default' });

const askAll = async (page: Page, titles: readonly string[]): Promise<void> => {
  for (const title of titles) {
    await ask(page, title);
    await answered(page);
    await page.keyboard.press('Control+n');
  }
};

test('6 a quick ask begins anew, and yesterday’s is one ArrowUp away', async ({
  parley,
  provider,
}) => {
  const { page, app } = parley;
  const set = (quickAsk: boolean) =>
    page.evaluate((isOn) => window.parley.command('settings.update', { quickAsk: isOn }), quickAsk);
  await set(true);
  const find = () => app.windows().find((each) => each.url().includes('quick'));
  const open = async (): Promise<Page> => {
    await page.keyboard.press('Control+Shift+P');
    await page.keyboard.type('Quick ask');
    await page.keyboard.press('Enter');
    await expect.poll(find).toBeDefined();
    const quick = find() ?? page;
    await controls(quick).composer.waitFor();
    return quick;
  };
  provider.next({ kind: 'text', text: 'In the hedge.' });
  const quick = await open();
  await ask(quick, 'Where do wrens live?');
  await expect(await answered(quick)).toContainText('In the hedge.');
  await quick.keyboard.press('Escape');
  await expect(controls(quick).answers).toHaveCount(0);
  await open();
  await controls(quick).composer.press('ArrowUp');
  await expect(controls(quick).answers.last()).toContainText('In the hedge.');
  await quick.keyboard.press('Escape');
  await set(false);
  await expect.poll(find).toBeUndefined();
});

test('8 every shortcut is in the menu, in the palette and in the list that ? shows', async ({
  parley,
}) => {
  const { page, app } = parley;
  const shortcuts = shortcutsOf({}, 'linux');
  const inMenu = await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    return (items ?? []).map(({ id, accelerator }) => [id, accelerator ?? null]);
  });
  const accelerators = new Map(inMenu as [string, string | null][]);
  const ids = (Object.keys(actions) as ActionId[]).filter(
    (id) => shortcuts.accelerators.has(id) && !needsConversation(id),
  );
  for (const id of ids) {
    if (actions[id].menu !== null) {
      expect(accelerators.get(id), id).toBe(shortcuts.accelerators.get(id));
    }
  }
  await page.getByRole('button', { name: names.hideSidebar }).focus();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: names.keyboardShortcuts });
  await expect(list).toBeVisible();
  const told = await list.innerText();
  for (const id of ids) expect(told, id).toContain(shortcutText(id, 'linux', shortcuts));
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('>search');
  await expect(page.getByRole('option').first()).toContainText('Ctrl+K');
  await page.keyboard.press('Escape');
  // Tooltips say it, too.
  await page.getByRole('button', { name: names.hideSidebar }).hover();
  await expect(page.getByText('Ctrl+B')).toBeVisible();
});

test('9 a shortcut is changed by pressing it, and a conflict is said meanwhile', async ({
  parley,
}) => {
  const { page } = parley;
  const { settings } = controls(page);
  await page.keyboard.press('Control+Comma');
  await settings.getByRole('tab', { name: names.shortcuts, exact: true }).click();
  await settings
    .getByRole('button', { name: startsWith(names.shortcutOf('Search')) })
    .press('Enter');
  await page.keyboard.press('Control+Shift+n');
  await expect(settings).toContainText('“New temporary conversation”');
  await page.keyboard.press('Escape');
  await expect(
    settings.getByRole('button', { name: startsWith(names.shortcutOf('Search')) }),
  ).toHaveText('Ctrl+K');
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
});

test('11 the list goes by arrows and letters, Enter opens, Shift extends, ends stop and wrap', async ({
  parley,
}) => {
  const { page } = parley;
  const { composer, conversations, answers } = controls(page);
  await askAll(page, ['one', 'two', 'three']);
  const row = (title: string) => conversations.getByRole('button', { name: title, exact: true });
  await row('three').focus();
  await page.keyboard.press('ArrowUp');
  await expect(row('one')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row('three')).toBeFocused();
  // A held key: Playwright repeats it until it is up.
  for (let n = 0; n < 5; n += 1) await page.keyboard.down('ArrowDown');
  await page.keyboard.up('ArrowDown');
  await expect(row('one')).toBeFocused();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(row('two')).toBeFocused();
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  // Letters look for a title, and are not lost if there is none. Anywhere else they are a message.
  await page.keyboard.type('thr');
  await expect(row('three')).toBeFocused();
  await page.keyboard.type('ow');
  await expect(row('three')).toBeFocused();
  await expect(composer).toHaveValue('');
  await page.keyboard.press('Enter');
  await expect(answers).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'three' })).toBeVisible();
  // Who has opened one means to write to it.
  await page.keyboard.type('My own');
  await expect(composer).toHaveValue('My own');
  await composer.fill('');
  await row('two').click();
  await page.keyboard.type('And mine');
  await expect(composer).toHaveValue('And mine');
  await composer.fill('');
});

test('12 a change is on show in the next frames, before it is on the disk', async ({ parley }) => {
  const { page } = parley;
  await askAll(page, ['slow disk']);
  const frames = await page.evaluate(async () => {
    const start = await window.parley.command('app.start', { shown: null });
    const conversationIds = start.ok ? start.value.heads.map(({ id }) => id) : [];
    const counts: number[] = [];
    for (const title of ['a1', 'b2', 'c3', 'd4', 'e5']) {
      void window.parley.command('conversation.update', { conversationIds, patch: { title } });
      // What main answers behind it says how busy the machine is.
      await window.parley.command('undo.state', undefined);
      let count = 0;
      while (document.querySelector('nav')?.textContent?.includes(title) !== true) {
        count += 1;
        await new Promise(requestAnimationFrame);
      }
      counts.push(count);
    }
    return counts.toSorted((a, b) => a - b)[2];
  });
  expect(frames).toBeLessThanOrEqual(3);
});

test('13 nothing jumps and nothing spins while a conversation opens', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { conversations, answers } = controls(page);
  provider.next({
    kind: 'text',
    text: '# Title\n\n- one\n- two\n\n```js\nlet a = 1;\n```\n'.repeat(8),
  });
  await askAll(page, ['rich']);
  await page.evaluate(() => {
    const seen = { shifts: 0, spinners: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as {
          readonly value: number;
          readonly hadRecentInput: boolean;
        };
        if (!hadRecentInput) seen.shifts += value;
      }
    }).observe({ type: 'layout-shift' });
    new MutationObserver(() => {
      seen.spinners += document.querySelectorAll('[role="progressbar"]').length;
    }).observe(document.body, { subtree: true, childList: true });
    Object.assign(globalThis, { seen });
  });
  await conversations.getByRole('button', { name: 'rich' }).press('Enter');
  await expect(answers.last()).toContainText('let a = 1;');
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 600))),
  );
  expect(await page.evaluate(() => Reflect.get(globalThis, 'seen') as unknown)).toEqual({
    shifts: 0,
    spinners: 0,
  });
});

test('14 motion takes 180 ms at most, and none is left where less of it is wished', async ({
  parley,
}) => {
  const { page } = parley;
  const { settings } = controls(page);
  const longest = () =>
    page.evaluate(() =>
      Math.max(
        0,
        ...document.getAnimations().map(({ effect }) => {
          const { duration, iterations } = effect?.getTiming() ?? {};
          return iterations === Infinity ? 0 : Number(duration);
        }),
      ),
    );
  const times: number[] = [];
  await page.keyboard.press('Control+Comma');
  times.push(await longest());
  await settings.waitFor();
  times.push(await longest());
  await page.keyboard.press('Escape');
  times.push(await longest());
  await page.keyboard.press('Control+b');
  times.push(await longest());
  await page.keyboard.press('Control+b');
  expect(Math.max(...times)).toBeLessThanOrEqual(180);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.keyboard.press('Control+Comma');
  await settings.waitFor();
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.keyboard.press('Escape');
  await page.emulateMedia({ reducedMotion: null });
});

test('15 without a network everything but the model works, and no banner says so', async ({
  parley,
}) => {
  const { page } = parley;
  const { conversations, answers } = controls(page);
  await askAll(page, ['before the tunnel']);
  await page.context().setOffline(true);
  expect(await page.evaluate(() => navigator.onLine)).toBe(false);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tunnel');
  await expect(page.getByRole('option').first()).toContainText('tunnel');
  await page.keyboard.press('Escape');
  await conversations.getByRole('button', { name: 'before the tunnel' }).press('F2');
  await page.keyboard.type('In the tunnel');
  await page.keyboard.press('Enter');
  await conversations.getByRole('button', { name: 'In the tunnel' }).press('Enter');
  await expect(answers).toHaveCount(1);
  await page.context().setOffline(false);
});
