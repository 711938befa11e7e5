import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { answered, ask, controls, test as ownTest } from './parley.ts';
import { test } from './shared-app.ts';
import { names } from './names.ts';

async function askEach(page: Page, titles: readonly string[]): Promise<void> {
  const ui = controls(page);
  for (const title of titles) {
    await ask(page, title);
    await answered(page);
    await ui.newConversation.click();
  }
}

function trashOf(page: Page) {
  const dialog = page.getByRole('dialog', { name: names.trash });
  return {
    dialog,
    open: page.getByRole('button', { name: names.trash, exact: true }),
    list: dialog.getByRole('listbox', { name: names.deletedConversations }),
    option: (title: string) => dialog.getByRole('option', { name: title }),
    button: (name: string) => dialog.getByRole('button', { name, exact: true }),
  };
}

const files = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

ownTest(
  'several are deleted, undone at once, deleted again, and come back from the trash after a restart',
  async ({ parley }) => {
    let running = parley;
    let ui = controls(running.page);
    const titles = ['apple', 'banana', 'cherry', 'date'];
    await askEach(running.page, titles);
    const row = (title: string) => ui.conversations.getByRole('button', { name: title });

    // All but one, by keyboard alone.
    await row('date').focus();
    await running.page.keyboard.press('Shift+ArrowDown');
    await running.page.keyboard.press('Shift+ArrowDown');
    await running.page.keyboard.press('Delete');
    await expect(running.page.getByText('Deleted 3 conversations.')).toBeVisible();
    await expect(row('apple')).toBeVisible();
    await expect(row('cherry')).toHaveCount(0);
    await running.page.getByRole('button', { name: names.undo }).click();
    for (const title of titles) await expect(row(title)).toBeVisible();

    await row('date').focus();
    await running.page.keyboard.press('Control+a');
    await running.page.keyboard.press('Delete');
    await expect(running.page.getByText('Deleted 4 conversations.')).toBeVisible();
    expect(files(join(running.userData, 'conversations'))).toEqual([]);
    await running.close();
    running = await running.relaunch();
    ui = controls(running.page);

    const trash = trashOf(running.page);
    // A new window focuses its box, which is where the focus would return.
    await expect(ui.composer).toBeFocused();
    await trash.open.click();
    await expect(trash.list).toBeFocused();
    await expect(trash.dialog.getByRole('option')).toHaveCount(4);
    await expect(trash.option('apple')).toContainText(/Deleted just now · (29|30) days left/);
    const { violations } = await new AxeBuilder({ page: running.page })
      .options({ resultTypes: ['violations'] })
      .setLegacyMode(true)
      .include('[role=dialog]')
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

    // Select two with Space and restore them with Enter.
    await running.page.keyboard.press('Home');
    const first = await trash.dialog.getByRole('option').first().innerText();
    await running.page.keyboard.press('Space');
    await running.page.keyboard.press('ArrowDown');
    await running.page.keyboard.press('Space');
    await expect(trash.dialog.getByText('2 of 4 selected')).toBeVisible();
    // Esc goes back one step at a time.
    await running.page.keyboard.press('Escape');
    await expect(trash.dialog.getByText('4 conversations')).toBeVisible();
    await running.page.keyboard.press('Home');
    await running.page.keyboard.press('Shift+ArrowDown');
    await running.page.keyboard.press('Enter');
    await expect(trash.dialog.getByText('Restored 2 conversations.')).toBeVisible();
    await expect(trash.dialog.getByRole('option')).toHaveCount(2);

    // Delete one permanently; Cancel has the focus first.
    await running.page.keyboard.press('Delete');
    const asking = running.page.getByRole('alertdialog');
    await expect(asking.getByRole('button', { name: names.cancel })).toBeFocused();
    await running.page.keyboard.press('Escape');
    await expect(trash.dialog.getByRole('option')).toHaveCount(2);
    await trash.list.focus();
    await running.page.keyboard.press('Delete');
    await asking.getByRole('button', { name: names.deleteForGood }).click();
    await expect(trash.dialog.getByText(/^Deleted “\w+” for good\.$/)).toBeVisible();
    expect(files(join(running.userData, 'trash'))).toHaveLength(1);

    // Then the rest.
    await trash.button('Empty trash…').click();
    await asking.getByRole('button', { name: names.emptyTrash }).click();
    await expect(trash.dialog.getByText('The trash is empty')).toBeVisible();
    expect(files(join(running.userData, 'trash'))).toEqual([]);
    await running.page.keyboard.press('Escape');
    await expect(trash.dialog).toHaveCount(0);
    await expect(trash.open).toBeFocused();

    // The restored conversation is complete.
    const [title = ''] = first.split('\n');
    await ui.conversations.getByRole('button', { name: title.trim() }).click();
    await expect(ui.questions).toHaveCount(1);
    await expect(ui.answers).toHaveCount(1);
    await running.close();
  },
);

test('the settings lead to the trash, and what is chosen with the mouse comes back', async ({
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  await askEach(page, ['apple', 'banana']);
  await ui.conversations.getByRole('button', { name: 'banana' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(page.getByText('No conversations yet')).toBeVisible();
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.data }).click();
  await ui.settings.getByRole('button', { name: names.openTrash }).click();
  const trash = trashOf(page);
  await expect(trash.button('Restore')).toBeDisabled();
  await trash.option('apple').click();
  await expect(trash.option('apple')).toHaveAttribute('aria-selected', 'true');
  await trash.button('Restore').click();
  await expect(trash.dialog.getByText('Restored “apple”.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ui.conversations.getByRole('button', { name: 'apple' })).toBeVisible();
  await expect(ui.conversations.getByRole('button', { name: 'banana' })).toHaveCount(0);
});
