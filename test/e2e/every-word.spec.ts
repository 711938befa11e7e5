import { expect, test } from '@playwright/test';
import { actions, isWindowAction, type ActionId } from '../../src/shared/actions.ts';
import english from '../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage } from '../../src/shared/language/pseudo.ts';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { seedSettings } from './parley.ts';
import { plainWords } from '../plain-words.ts';
import { plainWordsIn } from './plain-words.ts';

const env = { PARLEY_LANGUAGE: 'en-XA' };
const said = (key: keyof typeof english): string => pseudoMessage('en-XA', english[key]);
const ids = Object.keys(actions) as readonly ActionId[];

test('every word of windows and menus is in the catalogue', async () => {
  const provider = await startProvider();
  const parley = await launchParley({
    env,
    prepare: (userData) => seedSettings(userData, provider, { quickAsk: true }),
  });
  const { app, page } = parley;
  const found: string[] = [];
  const look = async (where: string): Promise<void> => {
    found.push(...(await plainWordsIn(page, where)));
  };
  const message = page.getByRole('textbox', { name: said('composer.message') });
  const ask = async (text: string, status: string): Promise<void> => {
    await message.fill(text);
    await message.press('Enter');
    await page.locator(`[data-status="${status}"]`).last().waitFor();
  };
  const escape = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  };

  await message.waitFor();
  await look('a new conversation');

  const labels = await app.evaluate(({ Menu }) => {
    const itemsOf = (menu: Electron.Menu | null): readonly string[] =>
      (menu?.items ?? []).flatMap((item) => [item.label, ...itemsOf(item.submenu ?? null)]);
    return itemsOf(Menu.getApplicationMenu());
  });
  expect(labels.length).toBeGreaterThan(30);
  found.push(...labels.map((label) => plainWords(label)).filter((label) => label !== ''));

  provider.next({
    kind: 'text',
    text: '1\n\n```\n2\n```\n\n| 3 |\n|---|\n| 4 |',
    reasoning: '5\n6',
  });
  await ask('7', 'complete');
  await look('an answer');
  for (const status of [401, 404, 500]) {
    provider.next({ kind: 'error', status }, 9);
    await ask('8', 'failed');
    await look(`an error ${status}`);
  }

  // Whatever opens something is opened.
  const openers = page.locator('[aria-haspopup]:visible:enabled');
  const count = await openers.count();
  expect(count).toBeGreaterThan(5);
  for (let index = 0; index < count; index += 1) {
    const name = await openers.nth(index).getAttribute('aria-label');
    await openers.nth(index).click();
    await look(`what ${name ?? index} opens`);
    await escape();
  }
  for (const id of ids.filter((each) => isWindowAction(each) && each !== 'open_window')) {
    await app.evaluate(
      ({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(),
      id,
    );
    await look(`what ${id} does`);
    await escape();
  }

  await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('open_settings')?.click(),
  );
  const tabs = page.getByRole('dialog').getByRole('tab');
  await tabs.first().waitFor();
  for (const tab of await tabs.all()) {
    await tab.click();
    await look(`the settings ${(await tab.innerText()).trim()}`);
  }
  const quick = app.windows().find((each) => each.url().includes('quick'));
  if (quick === undefined) throw new Error('There is no quick window.');
  found.push(...(await plainWordsIn(quick, 'quick ask')));
  await parley.close();
  await provider.close();

  const fresh = await launchParley({ env });
  await fresh.page.getByRole('button', { name: said('first_run.demo') }).waitFor();
  found.push(...(await plainWordsIn(fresh.page, 'the first run')));
  await fresh.close();
  expect(found).toEqual([]);
});
