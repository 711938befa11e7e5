import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { LanguageTag } from '../../src/shared/language/catalogues.ts';
import type { MessageKey } from '../../src/shared/language/messages.ts';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { savedMessages, seedSettings } from './parley.ts';

const locales = join(import.meta.dirname, '../../src/shared/language/locales');
/** Returns what a language says for each key. */
function catalogueOf(tag: LanguageTag): (key: MessageKey) => string {
  const messages = JSON.parse(readFileSync(join(locales, `${tag}.json`), 'utf8')) as Readonly<
    Record<string, string>
  >;
  return (key) => (messages[key] ?? key).replaceAll(/\{\w+\}/gu, 'Scripted');
}

test('another language is spoken at once, in the middle of an answer', async () => {
  const provider = await startProvider();
  let parley = await launchParley({
    env: { PARLEY_RUNTIME_LANGUAGES: 'it,de-AT,en' },
    prepare: (userData) => seedSettings(userData, provider),
  });
  let { app, page } = parley;
  const german = catalogueOf('de');
  const french = catalogueOf('fr');
  const root = page.locator('html');
  const settings = page.getByRole('dialog');
  const undo = (): Promise<string | undefined> =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('about')?.label);
  const choose = (tag: string) =>
    settings
      .locator('select')
      .filter({ has: page.locator('option[value="fr"]') })
      .selectOption(tag);

  await expect(root).toHaveAttribute('lang', 'de');
  expect(await undo()).toBe(german('action.about'));
  const message = page.getByRole('textbox', { name: german('composer.message') });
  provider.next({ kind: 'error', status: 402 });
  await message.fill('Warum?');
  await message.press('Enter');
  const failed = page.locator('[data-status="failed"]');
  await expect(failed).toContainText(german('error.no_credit'));

  // An answer grows, something is typed, and the settings are open.
  const live = provider.live();
  await message.fill('Und jetzt?');
  await message.press('Enter');
  await live.write('Eins, ');
  await expect(page.locator('[data-status="streaming"]')).toContainText('Eins');
  await message.fill('Ein Entwurf');
  await page.keyboard.press('Control+,');
  await settings.getByRole('tab', { name: german('settings.section.general') }).click();
  await settings.getByLabel(german('settings.general.system_prompt')).fill('Antworte kurz.');
  await live.write('deux, ');
  await choose('fr');
  await expect(root).toHaveAttribute('lang', 'fr');
  await live.write('trois.');

  await expect(
    settings.getByRole('tab', { name: french('settings.section.general') }),
  ).toHaveAttribute('aria-selected', 'true');
  const prompt = settings.getByRole('textbox', { name: french('settings.general.system_prompt') });
  await expect(prompt).toHaveValue('Antworte kurz.');
  expect(await undo()).toBe(french('action.about'));
  await page.keyboard.press('Escape');
  await expect(failed).toContainText(french('error.no_credit'));
  await expect(page.getByRole('textbox', { name: french('composer.message') })).toHaveValue(
    'Ein Entwurf',
  );
  await live.finish('stop');
  await expect(page.locator('[data-last][data-status="complete"]')).toContainText(
    'Eins, deux, trois.',
  );
  const saved = (): string => JSON.stringify(savedMessages(parley.userData));
  await expect.poll(saved).toContain('"Eins, deux, trois."');

  // From right to left, also in the first frame of the next start.
  await page.keyboard.press('Control+,');
  await settings.getByRole('tab', { name: french('settings.section.general') }).click();
  await choose('ar');
  await expect(root).toHaveAttribute('dir', 'rtl');
  await parley.close();
  parley = await parley.relaunch({ untilDrawn: false });
  ({ app, page } = parley);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ar');
  expect(await undo()).toBe(catalogueOf('ar')('action.about'));
  await parley.close();
  await provider.close();
});

test('what is open is said in another language at once', async () => {
  const provider = await startProvider();
  const parley = await launchParley({
    env: { PARLEY_RUNTIME_LANGUAGES: 'de' },
    prepare: (userData) => seedSettings(userData, provider),
  });
  const { app, page } = parley;
  const german = catalogueOf('de');
  const french = catalogueOf('fr');
  const speak = async (tag: 'de' | 'fr'): Promise<void> => {
    await page.evaluate((language) => window.parley.command('settings.update', { language }), tag);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
  };
  const dialog = page.getByRole('dialog');

  // Why something failed.
  await page.keyboard.press('Control+,');
  await dialog.getByRole('tab', { name: german('settings.section.api') }).click();
  const origin = dialog.getByLabel(german('settings.api.origins.origin'), { exact: true });
  await origin.fill('https://*.example.com');
  await origin.press('Enter');
  await expect(dialog).toContainText(german('error.origin_asterisk'));
  await speak('fr');
  await expect(dialog).toContainText(french('error.origin_asterisk'));
  await expect(dialog).not.toContainText(german('error.origin_asterisk'));
  await page.keyboard.press('Escape');

  // What was done, in a toast.
  await page.getByRole('textbox', { name: french('composer.message') }).fill('Pourquoi ?');
  await page.keyboard.press('Enter');
  await page.locator('[data-last][data-status="complete"]').waitFor();
  await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('copy_link')?.click(),
  );
  await expect(page.getByText(french('link.copied'))).toBeVisible();
  await speak('de');
  await expect(page.getByText(german('link.copied'))).toBeVisible();

  // The row that was reached is reached still.
  await page.keyboard.press('Control+Shift+p');
  const active = dialog.locator('[role="option"][aria-selected="true"]');
  await page.keyboard.type('>');
  await expect(dialog.getByRole('option', { name: german('action.about') })).toBeVisible();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowDown');
  const reached = await active.getAttribute('id');
  await speak('fr');
  await expect(dialog.getByRole('option', { name: french('action.about') })).toBeVisible();
  await expect(dialog.getByRole('option', { name: german('action.about') })).toHaveCount(0);
  await expect(active).toHaveAttribute('id', reached ?? '');
  await page.keyboard.press('Escape');

  const message = page.getByRole('textbox', { name: french('composer.message') });
  await message.pressSequentially('/');
  const list = page.getByRole('listbox');
  await expect(list).toContainText(french('command.model'));
  await speak('de');
  await expect(list).toContainText(german('command.model'));
  await expect(list).not.toContainText(french('command.model'));
  await parley.close();
  await provider.close();
});
