import { expect, test, type Page } from '@playwright/test';
import { loadLanguage } from '../../src/main/language/load-language.ts';
import { inLanguage, t } from '../../src/shared/language/translate.ts';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { misfits } from './misfits.ts';
import { seedSettings } from './parley.ts';

/** English that is 40 % longer. */
const tag = 'en-XA';

/** Waits until what was opened has come to rest. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    for (let still = 0; still < 4; still += 1) {
      await frame();
      const running = document.getAnimations().filter(({ playState }) => playState === 'running');
      if (running.length > 0) still = 0;
    }
  });
}

test('words that are longer by 40 % fit into the smallest window', async () => {
  const names = inLanguage(await loadLanguage(tag), () => ({
    allow: t('approval.offer.once'),
    more: t('message.more'),
    show: t('sidebar.show'),
    settings: t('settings.title'),
    branch: t('map.branch'),
    details: t('message.menu.details'),
    trash: t('trash.title'),
    addProvider: t('settings.providers.add'),
    about: t('action.about'),
    shortcuts: t('action.keyboard_shortcuts'),
  }));
  const provider = await startProvider();
  const parley = await launchParley({
    prepare: (userData) =>
      seedSettings(userData, provider, { tools: { on: ['history'], off: [] } }),
    env: { PARLEY_LANGUAGE: tag },
  });
  const { page } = parley;
  // As is a window of 960 by 800 at 200 %.
  await page.setViewportSize({ width: 480, height: 400 });
  const composer = page.locator('[data-dock] textarea');
  const answers = page.locator('article[aria-busy]');
  const menu = page.getByRole('menu');
  const dialog = page.getByRole('dialog');
  const close = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(dialog.or(menu)).toHaveCount(0);
  };
  const fits = async (view: string): Promise<void> => {
    await rest(page);
    expect.soft(await misfits(page), view).toEqual([]);
  };

  await composer.waitFor();
  await fits('a new conversation');
  const search = { id: 'call_1', name: 'search_history', arguments: '{"query":"wrens"}' };
  provider.next({ kind: 'text', text: 'Let me look.', toolCalls: [search] });
  provider.script({ kind: 'text', text: 'An answer.' });
  await composer.fill('A question');
  await composer.press('Enter');
  await page.getByRole('button', { name: names.allow }).waitFor();
  await fits('a question for permission');
  await page.getByRole('button', { name: names.allow }).click();
  await answers.and(page.locator('[data-status="complete"]')).waitFor();
  await fits('an answer');
  await page.keyboard.press('ControlOrMeta+Shift+b');
  await page.getByRole('tree').waitFor();
  await fits('the map of branches');
  await page.keyboard.press('ControlOrMeta+Shift+b');
  await composer.pressSequentially('/compare');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await fits('the choice of models to compare');
  await close();

  await answers.last().getByRole('button', { name: names.more }).click();
  await menu.waitFor();
  await fits('the menu of a message');
  await page.getByRole('menuitem', { name: names.branch }).press('ArrowRight');
  await menu.nth(1).waitFor();
  await fits('a menu in a menu');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('menuitem', { name: names.details }).click();
  await dialog.waitFor();
  await fits('the details of a message');
  await close();

  for (const command of ['assistant', 'parameters', 'system', 'context', 'tools'] as const) {
    await page.locator(`[data-command="${command}"]`).first().click();
    await dialog.or(page.locator('[popover]:popover-open:not([role="tooltip"])')).first().waitFor();
    await fits(command);
    await close();
  }
  await page.getByRole('combobox').first().click();
  await page.getByRole('listbox').waitFor();
  await fits('the choice of a model');
  await close();
  await composer.fill('/');
  await page.getByRole('listbox').waitFor();
  await fits('suggestions');
  await composer.fill('');

  provider.next({ kind: 'error', status: 401 });
  await composer.fill('Another question');
  await composer.press('Enter');
  await answers.and(page.locator('[data-status="failed"]')).waitFor();
  await page.keyboard.press('ControlOrMeta+f');
  await fits('a failure, and the bar to find text');
  await page.keyboard.press('Escape');

  for (const name of [names.about, names.shortcuts]) {
    await page.keyboard.press('ControlOrMeta+Shift+p');
    await dialog.waitFor();
    await fits('the palette');
    await page.getByRole('option', { name }).click();
    await dialog.waitFor();
    await fits(name);
    await close();
  }

  await page.keyboard.press('ControlOrMeta+Shift+n');
  await answers.first().waitFor({ state: 'detached' });
  await fits('a temporary conversation');
  await page.getByRole('button', { name: names.show }).click();
  await fits('the sidebar');
  await page.getByRole('navigation').getByRole('button').first().press('Shift+F10');
  await menu.waitFor();
  await fits('the menu of a conversation');
  await close();
  await page.getByRole('button', { name: names.trash }).click();
  await dialog.waitFor();
  await fits('the trash');
  await close();

  await page.keyboard.press('ControlOrMeta+,');
  await dialog.waitFor();
  for (const tab of await dialog.getByRole('tab').all()) {
    await tab.click();
    await fits(`settings: ${(await tab.textContent()) ?? ''}`);
  }
  await dialog.getByRole('tab').first().click();
  await dialog.getByRole('button', { name: names.addProvider }).click();
  await fits('a new provider');

  // What does not fit is found.
  await dialog.evaluate((shown) => {
    const box = document.createElement('div');
    box.style.cssText = 'inline-size: 40px; overflow: hidden; white-space: nowrap';
    box.textContent = 'Words that are cut';
    shown.append(box);
  });
  expect(await misfits(page)).toEqual(['cut off: Words that are cut']);
  await parley.close();
  await provider.close();
});
