import { expect, test } from '@playwright/test';
import { launchParley, type Parley } from './launch.ts';
import { seedLibrary } from './library-profile.ts';
import { names } from './names.ts';
import { library, seeds } from './library-page.ts';

let parley: Parley;
test.afterEach(async () => {
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});

test.describe('search', () => {
  test.beforeEach(async () => {
    parley = await launchParley({ prepare: (userData) => void seedLibrary(userData, seeds) });
  });

  test('finds Chinese and Japanese, phrases, and who said it; marks what it found', async () => {
    const { page } = parley;
    const { box, hits } = library(page);
    await page.keyboard.press('Control+k');
    await expect(box).toBeFocused();
    await box.fill('京都');
    await expect(hits).toHaveCount(2);
    await expect(hits.first().locator('mark').first()).toHaveText('京都');
    await box.fill('"quick brown fox"');
    await expect(hits).toHaveCount(1);
    await expect(hits).toContainText('Debounce');
    await box.fill('quick fox from:me');
    await expect(hits).toHaveCount(1);
    await expect(hits).toContainText('You');
    await box.fill('quick fox -rule from:assistant');
    await expect(hits).toHaveCount(1);
    await expect(hits).toContainText('Animals');
    await box.fill('fox from:somebody');
    await expect(page.getByText('After from: comes me or assistant.')).toBeVisible();
    await box.press('Escape');
    await expect(box).toHaveValue('');
    await expect(library(page).conversations).toBeVisible();
  });

  test('the filters are explained and put in by keyboard', async () => {
    const { page } = parley;
    const { box, hits } = library(page);
    await box.fill('fox');
    await expect(hits).toHaveCount(3);
    await box.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const help = page.getByRole('group', { name: names.searchFilters });
    await expect(help).toBeVisible();
    await help.getByRole('button', { name: /from:me/ }).press('Enter');
    await expect(box).toBeFocused();
    await expect(box).toHaveValue('fox from:');
    await page.keyboard.type('me');
    await expect(hits).toHaveCount(1);
  });

  test('Enter opens the hit at its message, on its branch, marked', async () => {
    const { page } = parley;
    const { box, hits, answers } = library(page);
    await page.keyboard.press('Control+k');
    await expect(box).toBeFocused();
    await page.keyboard.type('lighthouse');
    await expect(hits).toHaveCount(1);
    await box.press('Enter');
    const found = answers.filter({ hasText: 'lighthouse' });
    await expect(found).toBeInViewport();
    await expect(found).toBeFocused();
    const marked = (): Promise<string[]> =>
      page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map((range) => textOf(range)));
    await page.evaluate(() => {
      globalThis.textOf = (range) => {
        const live = document.createRange();
        live.setStart(range.startContainer, range.startOffset);
        live.setEnd(range.endContainer, range.endOffset);
        return live.toString();
      };
    });
    expect(await marked()).toEqual(['lighthouse']);
    await expect(page.getByText('Nobody knows for certain.')).toHaveCount(0);
  });

  test('find in conversation counts far messages and words across markup', async () => {
    const { page } = parley;
    const { row, log } = library(page);
    await row('Two answers').click();
    await expect(log).toContainText('Paragraph 79');
    await page.keyboard.press('Control+f');
    const find = page.getByRole('textbox', { name: names.findInConversation });
    await expect(find).toBeFocused();
    await find.fill('paragraph');
    await expect(page.getByText('of 80')).toBeVisible();
    await find.fill('nobody KNOWS');
    await expect(page.getByText('1 of 1')).toBeVisible();
    await expect(page.getByText('Nobody knows for certain.')).toBeInViewport();
    await expect
      .poll(() => page.evaluate(() => CSS.highlights.get('found-now')?.size ?? 0))
      .toBe(1);
    await page
      .getByRole('article')
      .filter({ hasText: 'Nobody knows' })
      .getByRole('button', { name: names.previousVersion })
      .click();
    await find.fill('Aurelia');
    await expect(page.getByText('1 of 1')).toBeVisible();
    await find.fill('nothing like it');
    await expect(page.getByText('Not found')).toBeVisible();
    await find.press('Escape');
    await expect(find).toHaveCount(0);
    expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
  });
});

declare global {
  var textOf: (range: AbstractRange) => string;
}
