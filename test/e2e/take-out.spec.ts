import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchParley, type Parley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { controls } from './parley.ts';
import { names } from './names.ts';

let parley: Parley;
test.beforeEach(async () => {
  parley = await launchParley({
    prepare: (userData) =>
      void seedLibrary(userData, [
        { title: 'Ferry', age: 3, messages: exchange('When does it *leave*?', 'At **nine**.') },
        {
          title: 'Long way',
          age: 1,
          messages: Array.from({ length: 120 }, (_, index) => ({
            role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
            text: `Stage ${index} of the way.\n\n${'It goes on and on. '.repeat(20)}`,
            after: index === 0 ? null : index - 1,
          })),
        },
      ]),
  });
});
test.afterEach(async () => {
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});

/**
 * Sets the destination of the next export, as the person would choose it in the system's dialog.
 */
async function saveAs(name: string): Promise<string> {
  const target = join(parley.userData, name);
  await parley.app.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: false, filePath }),
    });
  }, target);
  return target;
}

const clipboardText = (): Promise<string> =>
  parley.app.evaluate(({ clipboard }) => clipboard.readText());
const clipboardHtml = (): Promise<string> =>
  parley.app.evaluate(async ({ clipboard }) => {
    const [item] = await clipboard.read();
    return item?.types.includes('text/html') === true
      ? (await item.getType('text/html')).text()
      : '';
  });

test('one message is copied as Markdown and as rich text, and taken out, by keyboard', async () => {
  const { page } = parley;
  const ui = controls(page);
  await ui.conversations.getByRole('button', { name: 'Ferry' }).click();
  const answer = ui.answers.first();
  const more = answer.getByRole('button', { name: names.more });
  const menu = page.getByRole('menu');
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true });

  await more.focus();
  await page.keyboard.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expect(item('Copy as Markdown')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(item('Copy as Markdown')).toHaveCount(0);
  await expect(more).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item('Copy as Markdown')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(clipboardText).toBe('At **nine**.\n');
  expect(await clipboardHtml()).toBe('');

  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item('Copy as Markdown')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item('Copy as rich text')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(clipboardHtml).toContain('<strong>nine</strong>');

  const target = await saveAs('question.md');
  const question = ui.questions.first().getByRole('button', { name: names.more });
  await question.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item('Export')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(item('Markdown')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 message exported to “question.md”.')).toBeVisible();
  const written = readFileSync(target, 'utf8');
  expect(written).toContain('When does it *leave*?');
  expect(written).not.toContain('nine');
});

test('a whole conversation becomes a PDF, from the list and from the menu of the program', async () => {
  const { page } = parley;
  const ui = controls(page);
  const fromList = await saveAs('list.pdf');
  await ui.conversations.getByRole('button', { name: 'Long way' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: names.exportAs }).click();
  await page.getByRole('menuitem', { name: names.pdf }).click();
  await expect(page.getByText('1 conversation exported to “list.pdf”.')).toBeVisible({
    timeout: 30_000,
  });
  // Its outline has a heading for each message.
  const pdf = readFileSync(fromList, 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf.match(/\/Title \(You\)/g)).toHaveLength(60);
  expect(pdf.match(/\/Title \(Assistant\)/g)).toHaveLength(60);
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(10);

  await ui.conversations.getByRole('button', { name: 'Ferry' }).click();
  await expect(ui.answers).toHaveCount(1);
  const fromMenu = await saveAs('menu.pdf');
  await parley.app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(
      ({ label }) => label.replace('&', '') === 'File',
    );
    file?.submenu?.items.find(({ label }) => label === 'Save as PDF…')?.click();
  });
  await expect.poll(() => existsSync(fromMenu), { timeout: 30_000 }).toBe(true);
  await expect(page.getByText('1 conversation exported to “menu.pdf”.')).toBeVisible();
  // The window that rendered it is gone, and was never one of the person's.
  expect(
    await parley.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  ).toBe(1);
});
