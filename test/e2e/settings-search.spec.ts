import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names } from './names.ts';
import { controls } from './parley.ts';
import { test } from './shared-app.ts';

test.describe.configure({ mode: 'default' });

/** Names on the pages that choose what is shown there, or belong to a form that is open. */
const notSettings = new Set([
  'Name of the program',
  'Origin of a web page',
  'Months',
  'Group by',
  'What the chart shows',
  'Search prompts',
  'Provider',
]);

/** What the page on show calls its settings: labels of fields, headings of groups. */
async function namesOn(page: Locator): Promise<readonly string[]> {
  const all = await page
    .locator('label, h3, [data-setting]')
    .evaluateAll((elements) => elements.map(({ textContent }) => textContent.trim()));
  return [...new Set(all)].filter((name) => !notSettings.has(name));
}

/** What the focus is at, and the groups around it, as the page names them. */
const focusedNames = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const named = 'h3, label, [data-setting]';
    const names: Element[] = [...(element.labels ?? []), element];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (at.matches('section, form, li, [role="group"]'))
        names.push(...at.querySelectorAll(named));
    }
    return names.map(({ textContent }) => textContent.trim()).join(' / ');
  });

test('every setting of every page is found by its name, and jumped to', async ({ parley }) => {
  test.setTimeout(240_000);
  const { page } = parley;
  const { settings } = controls(page);
  await page.evaluate(() =>
    window.parley.command('settings.update', { quickAsk: true, quickOffered: true }),
  );
  await page.keyboard.press('Control+Comma');
  await settings.waitFor();
  const search = settings.getByRole('combobox', { name: names.searchSettings });
  await expect(search).toBeFocused();
  const tabs = settings.getByRole('tab');
  const seen: string[] = [];
  for (const tab of await tabs.all()) {
    const title = (await tab.textContent()) ?? '';
    await tab.click();
    const shown = settings.getByRole('tabpanel');
    // Pages that ask main for what they show.
    await expect(shown.locator('label, h3, [data-setting]').first()).toBeVisible();
    await expect(shown.getByRole('progressbar')).toHaveCount(0);
    for (const name of await namesOn(shown)) {
      seen.push(name);
      await search.fill(name);
      const found = settings.locator('[role="option"]').filter({ hasText: title });
      const exact = new RegExp(
        `^${name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)}$`,
        'u',
      );
      const row = found
        .filter({ has: page.locator('span:first-child', { hasText: exact }) })
        .first();
      await expect(row, `“${name}” on ${title}`).toBeVisible();
      await row.click();
      await expect(search).toHaveValue('');
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await expect.poll(() => focusedNames(page), `“${name}” on ${title}`).toContain(name);
    }
  }
  expect(seen.length).toBeGreaterThan(60);
  await search.fill('keep');
  await expectAccessible(page, 'the settings while something is looked for');
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.parley.command('settings.update', { quickAsk: false }));
  await page.keyboard.press('Escape');
});

test('it finds settings in the language in use, and comes to them from another page', async ({
  parley,
}) => {
  const { page } = parley;
  await page.evaluate(() => window.parley.command('settings.update', { language: 'de' }));
  await page.keyboard.press('Control+Comma');
  const settings = page.getByRole('dialog', { name: 'Einstellungen' });
  await settings.waitFor();
  await page.keyboard.type('zeilenl');
  await expect(settings.locator('[role="option"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const field = settings.getByRole('combobox', { name: /^Zeilenl/u });
  await expect(field).toBeFocused();
  await page.evaluate(() => window.parley.command('settings.update', { language: '' }));
  await page.keyboard.press('Escape');
});
