import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type JSHandle, type Locator, type Page } from '@playwright/test';
import { launchParley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { controls, savedConversations } from './parley.ts';
import { names } from './names.ts';

/**
 * Waits until the focus has moved, because a menu moves it some time after the key. Not for long:
 * it may have reached an end.
 */
async function focusLeaves(page: Page, place: JSHandle<Element | null>): Promise<void> {
  await page
    .waitForFunction((before) => document.activeElement !== before, place, { timeout: 500 })
    .catch(() => {});
}

/** Presses a key until the focus is there, as a person does who watches it. */
async function go(page: Page, key: string, target: Locator): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press(key);
    await focusLeaves(page, before);
  }
  await expect(target).toBeFocused();
}

test('a word typed last year is found, opened there, pinned, moved, archived and taken out, without a mouse', async () => {
  const parley = await launchParley({
    prepare: (userData) =>
      void seedLibrary(userData, [
        {
          title: 'The tide',
          age: 400,
          messages: Array.from({ length: 60 }, (_, index) => ({
            role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
            text: index === 20 ? 'What is a syzygy?' : `Something else ${index}. `.repeat(30),
            after: index === 0 ? null : index - 1,
          })),
        },
        { title: 'Tea', age: 5, messages: exchange('Green or black?', 'Both.') },
        { title: 'Trains', age: 1, messages: exchange('When?', 'At noon.') },
      ]),
  });
  const { page, userData } = parley;
  const ui = controls(page);
  const target = join(userData, 'tide.md');
  await parley.app.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: false, filePath }),
    });
  }, target);
  await expect(ui.conversations.getByRole('button', { name: 'Trains' })).toBeVisible();

  // The match is found and opens at its message.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('syzyg');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const message = ui.questions.filter({ hasText: 'syzygy' });
  await expect(message).toBeFocused();
  await expect(message).toBeInViewport();

  // Back to the list, where Tab stops at the conversation on show.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('Escape');
  const line = ui.conversations.getByRole('listitem').filter({ hasText: 'The tide' });
  const row = line.getByRole('button', { name: 'The tide', exact: true });
  await expect(row).toBeVisible();
  await go(page, 'Tab', row);
  const menu = page.getByRole('menu');
  const choose = async (name: string): Promise<void> => {
    await go(page, 'Tab', line.getByRole('button', { name: names.more }));
    await page.keyboard.press('Enter');
    await expect(menu.locator(':focus').or(menu.and(page.locator(':focus')))).toHaveCount(1);
    await go(page, 'ArrowDown', page.getByRole('menuitem', { name, exact: true }));
    await page.keyboard.press('Enter');
  };
  const saved = () => savedConversations(userData).find(({ title }) => title === 'The tide');

  await choose('Pin');
  await expect.poll(() => saved()?.pinned).toBe(true);
  await go(page, 'Shift+Tab', row);

  await choose('Move to folder…');
  await expect(page.getByRole('textbox', { name: names.folder })).toBeFocused();
  await page.keyboard.type('Sea');
  await page.keyboard.press('Enter');
  await expect.poll(() => saved()?.folder).toBe('Sea');

  await go(page, 'Shift+Tab', row);
  await choose('Export');
  await go(page, 'ArrowDown', page.getByRole('menuitem', { name: names.markdown, exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 conversation exported to “tide.md”.')).toBeVisible();
  expect(readFileSync(target, 'utf8')).toContain('What is a syzygy?');

  await go(page, 'Shift+Tab', row);
  await choose('Archive');
  await expect.poll(() => saved()?.archived).toBe(true);
  await expect(row).toHaveCount(0);

  // It can still be found.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('syzygy');
  await expect(page.getByRole('option')).toHaveCount(1);
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});

test('a hit is opened at its message, wherever the conversation was left', async () => {
  const parley = await launchParley({
    prepare: (userData) =>
      void seedLibrary(userData, [
        {
          title: 'The tide',
          age: 400,
          messages: Array.from({ length: 120 }, (_, index) => ({
            role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
            text: `Paragraph ${index}.\n\n${'Something to fill the page. '.repeat(20)}`,
            after: index === 0 ? null : index - 1,
          })),
        },
      ]),
  });
  const { page } = parley;
  const ui = controls(page);
  await expect(ui.conversations.getByRole('button', { name: 'The tide' })).toBeVisible();
  // The window shows something else in between. The conversation must return to the hit, not to its
  // last position.
  for (const number of [9, 61, 1]) {
    await page.keyboard.press('ControlOrMeta+n');
    await expect(ui.log).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(`"paragraph ${number}"`);
    await expect(page.getByRole('option').filter({ hasText: `Paragraph ${number}.` })).toHaveCount(
      1,
    );
    await expect(page.getByText('1 found')).toBeVisible();
    await page.keyboard.press('Enter');
    const found = ui.answers.filter({ hasText: new RegExp(`Paragraph ${number}\\.`) });
    await expect(found).toBeFocused();
    await expect(found).toBeInViewport();
  }
  await parley.close();
});
