import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { loadLanguage } from '../../src/main/language/load-language.ts';
import type { LanguageTag } from '../../src/shared/language/catalogues.ts';
import { inLanguage, t } from '../../src/shared/language/translate.ts';
import { launchParley } from '../../test/e2e/launch.ts';
import { seedSettings } from '../../test/e2e/parley.ts';
import { startProvider } from '../../test/provider/provider.ts';

/** A picture of the window in one language. */
export interface LanguageView {
  readonly name: string;
  readonly picture: Buffer;
}

const wide = { width: 1280, height: 800 } as const;
const narrow = { width: 480, height: 800 } as const;

/** Answers in the script of a language, where there is one. */
const answerFiles: Readonly<Partial<Record<LanguageTag, string>>> = { ar: 'rtl', ja: 'cjk' };

/** The names of controls that the views need. */
async function namesIn(tag: LanguageTag) {
  return inLanguage(await loadLanguage(tag), () => ({
    more: t('message.more'),
    show: t('sidebar.show'),
  }));
}

async function firstRun(env: Readonly<Record<string, string>>): Promise<Buffer> {
  const parley = await launchParley({ env });
  await parley.page.setViewportSize(wide);
  await parley.page.locator('button[aria-expanded]').first().waitFor();
  const picture = await parley.page.screenshot();
  await parley.close();
  return picture;
}

async function closeAll(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('[role="dialog"], [role="menu"]').first().waitFor({ state: 'detached' });
}

/** Takes eight views of Parley in a language. */
export async function languageViews(tag: LanguageTag): Promise<readonly LanguageView[]> {
  const env = { PARLEY_LANGUAGE: tag };
  const names = await namesIn(tag);
  const views: LanguageView[] = [{ name: 'first-run', picture: await firstRun(env) }];
  const provider = await startProvider();
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider),
    env,
  });
  const { page } = parley;
  const take = async (name: string): Promise<void> => {
    // Chunks, animations and formulas.
    await page.waitForTimeout(400);
    views.push({ name, picture: await page.screenshot() });
  };
  await page.setViewportSize(wide);
  const composer = page.locator('[data-dock] textarea');
  await composer.waitFor();
  await take('new-conversation');

  const file = join(import.meta.dirname, `../answers/${answerFiles[tag] ?? 'rich'}.md`);
  provider.script({ kind: 'text', text: readFileSync(file, 'utf8') });
  await composer.fill('Parley?');
  await composer.press('Enter');
  const answers = page.locator('article[aria-busy]');
  await answers.and(page.locator('[data-status="complete"]')).last().waitFor();
  await answers.last().getByRole('button', { name: names.more }).last().click();
  await page.getByRole('menu').waitFor();
  await take('answer-and-menu');
  await closeAll(page);

  provider.next({ kind: 'error', status: 401 });
  await composer.fill('Parley?');
  await composer.press('Enter');
  await answers.and(page.locator('[data-status="failed"]')).last().waitFor();
  await page.keyboard.press('Control+f');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take('error-dark');
  await page.keyboard.press('Escape');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.keyboard.press('Control+,');
  const tabs = page.getByRole('dialog').getByRole('tab');
  for (const [name, at] of [
    ['settings-general', 4],
    ['settings-data', 8],
  ] as const) {
    await tabs.nth(at).click();
    await take(name);
  }
  await closeAll(page);

  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('dialog').waitFor();
  await take('palette');
  await closeAll(page);

  await page.setViewportSize(narrow);
  await page.getByRole('button', { name: names.show }).first().click();
  await take('narrow');
  await parley.close();
  await provider.close();
  return views;
}
