import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchParley, type Parley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { controls, savedConversations } from './parley.ts';
import { names } from './names.ts';
import { library, seeds } from './library-page.ts';

let parley: Parley;
test.afterEach(async () => {
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});

test('names, pins, archive and folders survive a restart; by keyboard', async () => {
  parley = await launchParley({ prepare: (userData) => void seedLibrary(userData, seeds) });
  let { page } = parley;
  let ui = library(page);
  await ui.row('Weekend').press('F2');
  await page.getByRole('textbox', { name: names.title }).fill('A night train');
  await page.keyboard.press('Enter');
  await expect(ui.row('A night train')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(ui.row('Animals')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await ui.menuItem('Pin').press('Enter');
  await expect(ui.conversations.getByRole('heading', { name: names.pinned })).toBeVisible();

  // Two at once: Space adds each to the selection.
  await ui.row('Debounce').press(' ');
  await ui.row('Kyoto').press(' ');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: names.moveToFolderItem }).press('Enter');
  const dialog = page.getByRole('dialog', { name: names.moveToFolder });
  await dialog.getByRole('textbox', { name: names.folder }).fill('Reading');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const folder = ui.conversations.getByRole('button', { name: 'Reading, 2 conversations' });
  await expect(folder).toBeVisible();
  await ui.row('Two answers').click({ button: 'right' });
  await ui.menuItem('Archive').click();
  await expect(ui.row('Two answers')).toHaveCount(0);

  await parley.close();
  parley = await parley.relaunch();
  ({ page } = parley);
  ui = library(page);
  await expect(ui.row('A night train')).toBeVisible();
  await expect(ui.conversations.getByRole('heading', { name: names.pinned })).toBeVisible();
  await ui.conversations.getByRole('button', { name: 'Archive, 1 conversation' }).click();
  await expect(ui.row('Two answers')).toBeVisible();
  await expect(ui.row('A night train')).toHaveCount(0);
  await page.getByRole('button', { name: names.allConversations }).click();
  await ui.conversations.getByRole('button', { name: 'Reading, 2 conversations' }).click();
  await expect(ui.row('Debounce')).toBeVisible();
  await expect(ui.row('Animals')).toHaveCount(0);
});

test('several are deleted with one press and brought back with one', async () => {
  parley = await launchParley({ prepare: (userData) => void seedLibrary(userData, seeds) });
  const { page } = parley;
  const ui = library(page);
  await ui.row('Weekend').click({ modifiers: ['Control'] });
  await ui.row('Debounce').click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('button', { name: names.deleteButton, exact: true }).click();
  await expect(page.getByText('Deleted 3 conversations.')).toBeVisible();
  await expect(ui.row('Animals')).toHaveCount(0);
  await page.getByRole('button', { name: names.undo }).click();
  for (const title of ['Weekend', 'Animals', 'Debounce']) await expect(ui.row(title)).toBeVisible();
});

test('a conversation is dragged to a folder', async () => {
  parley = await launchParley({
    prepare: (userData) =>
      void seedLibrary(userData, [
        ...seeds,
        { title: 'Old', age: 30, folder: 'Travel', messages: exchange('Hm?', 'Yes.') },
      ]),
  });
  const { page, userData } = parley;
  const ui = library(page);
  const folder = ui.conversations.getByRole('button', { name: /^Travel, 1/ });
  await ui.row('Weekend').dragTo(folder);
  await expect(ui.conversations.getByRole('button', { name: /^Travel, 2/ })).toBeVisible();
  await expect
    .poll(() => savedConversations(userData).find(({ title }) => title === 'Weekend')?.folder)
    .toBe('Travel');
});

test('everything taken out and brought into an empty profile is the same, with a report', async () => {
  parley = await launchParley({ prepare: (userData) => void seedLibrary(userData, seeds) });
  const target = join(parley.userData, 'out');
  mkdirSync(target);
  const file = join(target, 'everything.zip');
  await parley.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await openData(parley.page);
  await parley.page.getByRole('button', { name: names.exportEverything }).click();
  await expect(parley.page.getByText(/^5 conversations exported/)).toBeVisible();
  const before = savedConversations(parley.userData);
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();

  parley = await launchParley();
  await parley.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
  await openData(parley.page);
  const bringIn = parley.page.getByRole('button', { name: names.import });
  await bringIn.click();
  await expect(parley.page.getByText('5 conversations added.')).toBeVisible();
  await bringIn.click();
  await expect(parley.page.getByText('5 already there.')).toBeVisible();
  await parley.page.keyboard.press('Escape');
  await parley.page.getByRole('button', { name: names.report }).first().click();
  const report = parley.page.getByRole('dialog', { name: names.importReport });
  await expect(report.getByRole('listitem')).toHaveCount(5);
  await parley.page.keyboard.press('Escape');
  const byId = (userData: string) =>
    savedConversations(userData).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId(parley.userData)).toEqual(before.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
});

test('files that are dragged over the window are announced; one that is not from the disk is refused', async () => {
  parley = await launchParley({ prepare: (userData) => void seedLibrary(userData, seeds) });
  const { page } = parley;
  await library(page).row('Weekend').waitFor();
  const drag = (type: string, name: string): Promise<void> =>
    page.evaluate(
      ({ type, name }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['[]'], name));
        const options = { bubbles: true, cancelable: true, dataTransfer };
        document.body.dispatchEvent(new DragEvent(type, options));
      },
      { type, name },
    );
  await drag('dragover', 'export.json');
  await expect(page.getByText('Drop to import conversations')).toBeVisible();
  await drag('drop', 'export.json');
  await expect(page.getByText('Drop to import conversations')).toBeHidden();
  await expect(page.getByText(/^Only files on your disk can be imported/)).toBeVisible();
  await drag('drop', 'holiday.mp4');
  await expect(page.getByText(/^Conversations can be imported from/)).toBeVisible();
});

async function openData(page: Page): Promise<void> {
  const { settingsButton, settings } = controls(page);
  await settingsButton.click();
  await settings.getByRole('tab', { name: names.data }).click();
}
