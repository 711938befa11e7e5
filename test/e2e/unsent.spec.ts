import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import {
  answered,
  ask,
  controls,
  draftSaved,
  savedConversations,
  seedSettings,
  test,
} from './parley.ts';

test('an edit that is not sent is there again with Edit, also after a kill', async ({
  provider,
  parley: first,
}) => {
  let parley = first;
  provider.script({ kind: 'text', text: 'Yes.' });
  await ask(parley.page, 'A question about bees');
  await answered(parley.page);
  const edit = async (): Promise<void> => {
    await controls(parley.page).questions.first().hover();
    await controls(parley.page).questions.last().getByRole('button', { name: names.edit }).click();
  };
  const box = () => parley.page.getByRole('textbox', { name: names.editedText });
  const discard = () => parley.page.getByRole('button', { name: names.discardChanges });

  await edit();
  await expect(discard()).toBeHidden();
  await box().fill('A question about wasps');
  await box().press('Escape');
  await expect(controls(parley.page).questions.first()).toContainText('about bees');
  await edit();
  await expect(box()).toHaveValue('A question about wasps');
  await box().press('End');
  await parley.page.keyboard.type(' and hornets');
  await draftSaved(parley.userData, 'wasps and hornets');
  await parley.kill();
  parley = await parley.relaunch();
  await controls(parley.page)
    .conversations.getByRole('button', { name: /^A question/ })
    .first()
    .click();
  await edit();
  await expect(box()).toHaveValue('A question about wasps and hornets');
  await discard().click();
  await expect(box()).toHaveValue('A question about bees');
  await expect(box()).toBeFocused();
  await box().press('Escape');
  await edit();
  await expect(discard()).toBeHidden();
  await box().fill('A question about ants');
  await box().press('Enter');
  await answered(parley.page);
  await expect(controls(parley.page).questions.first()).toContainText('about ants');
  // What was sent is no draft any more.
  const drafts = join(parley.userData, 'drafts');
  await expect
    .poll(() =>
      existsSync(drafts) ? readdirSync(drafts).filter((name) => !name.startsWith('.')) : [],
    )
    .toEqual([]);
  await parley.close();
});

test('a first question without a model leaves nothing but the question', async () => {
  const nowhere = { baseUrl: 'http://127.0.0.1:9/v1' };
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, nowhere, { defaultModel: null }),
  });
  const { page } = parley;
  const { composer, conversations } = controls(page);
  await ask(page, 'Is anybody here?');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(composer).toHaveValue('Is anybody here?');
  await expect(conversations.getByRole('button', { name: /^Is anybody/ })).toHaveCount(0);
  expect(savedConversations(parley.userData)).toEqual([]);
  const trash = join(parley.userData, 'trash');
  expect(
    existsSync(trash) ? readdirSync(trash).filter((name) => name.endsWith('.json')) : [],
  ).toEqual([]);
  await parley.close();
});

test('Tab takes a whole name of a model, and never half of one', async ({ provider, parley }) => {
  const { page } = parley;
  const model = page.getByRole('combobox', { name: names.model });
  await expect(model).toHaveValue('scripted-1');
  await model.click();
  await expect(page.getByRole('option', { name: /scripted/ }).first()).toBeVisible();
  await page.keyboard.type('scrip');
  await page.keyboard.press('Tab');
  await expect(model).toHaveValue('scripted-1');
  await model.click();
  await page.keyboard.type('scrip');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(model).toHaveValue(/^scripted/);
  provider.script({ kind: 'text', text: 'Yes.' });
  await ask(page, 'Who?');
  await answered(page);
  const { body } = await provider.waitForRequest(1);
  expect(String(body?.['model'])).toMatch(/^scripted-/);
  await parley.close();
});
