import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, savedConversations, seedSettings, test } from './parley.ts';

const id = '019c0000-0000-7000-8000-00000000000a';
const poet = { id, name: 'Poet', icon: '', instructions: 'Answer in verse.', starters: [] };

test('another model and an assistant answer once, with the keyboard alone', async ({
  provider,
}) => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      const file = JSON.stringify({ version: 1, assistants: [poet] });
      writeFileSync(join(userData, 'assistants.json'), file);
    },
  });
  const { page, userData } = parley;
  const ui = controls(page);
  const dialog = page.getByRole('dialog', { name: names.regenerateWith });
  const model = dialog.getByRole('combobox', { name: names.model, exact: true });
  const tabTo = async (target: Locator): Promise<void> => {
    for (let presses = 0; presses < 20; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
  };
  const open = async (): Promise<void> => {
    await ui.answers.last().getByRole('button', { name: names.more }).press('Enter');
    await page.getByRole('menuitem', { name: names.regenerateWith }).press('Enter');
    await expect(model).toBeFocused();
  };
  const regenerate = async (): Promise<void> => {
    await tabTo(dialog.getByRole('button', { name: names.regenerate, exact: true }));
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
  };
  provider.next({ kind: 'text', text: 'Plainly.' });
  await ask(page, 'Why?');
  await answered(page);

  provider.next({ kind: 'text', text: 'Otherwise.' });
  await open();
  await expectAccessible(page, 'the question who answers again');
  await page.keyboard.press('Enter');
  await model.fill('other-1');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await regenerate();
  await expect(await answered(page)).toContainText('Otherwise.');
  await expect(ui.composer).toBeFocused();
  expect((await provider.waitForRequest(2)).body).toMatchObject({ model: 'other-1' });
  await expect(page.getByRole('combobox', { name: names.model })).toHaveValue('scripted-1');

  provider.next({ kind: 'text', text: 'In verse.' });
  await open();
  await tabTo(dialog.getByRole('button', { name: names.assistant, exact: true }));
  await page.keyboard.press('Enter');
  const list = page.getByRole('listbox', { name: names.assistants });
  await expect(list).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(list).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await regenerate();
  await expect(await answered(page)).toContainText('In verse.');
  const { body } = await provider.waitForRequest(3);
  expect(body?.messages?.[0]).toEqual({ role: 'system', content: 'Answer in verse.' });
  await expect(ui.answers.last()).toContainText('3 of 3');
  const [kept] = savedConversations(userData);
  expect(kept?.assistant).toBeUndefined();
  expect(kept?.model).toBe('scripted-1');

  provider.next({ kind: 'text', text: 'For good.' });
  await open();
  await page.keyboard.press('Enter');
  await model.fill('other-2');
  await page.keyboard.press('Enter');
  await tabTo(dialog.getByRole('switch'));
  await page.keyboard.press('Space');
  await regenerate();
  await expect(await answered(page)).toContainText('For good.');
  await expect(page.getByRole('combobox', { name: names.model })).toHaveValue('other-2');
  await parley.close();
});
