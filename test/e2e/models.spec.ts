import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { answered, ask, controls, test } from './parley.ts';
import { names } from './names.ts';

/** A server that says of its models what OpenRouter does. */
const body = JSON.stringify({
  data: [
    { id: 'scripted-1', context_length: 32_768, supported_parameters: ['tools'] },
    {
      id: 'maker/seer',
      context_length: 400_000,
      architecture: { input_modalities: ['text', 'image'] },
      supported_parameters: ['tools', 'reasoning'],
      pricing: { prompt: '0.000002', completion: '0.00001' },
    },
    {
      id: 'maker/painter',
      architecture: { input_modalities: ['text'], output_modalities: ['text', 'image'] },
    },
    { id: 'maker/blind', context_length: 8192, architecture: { input_modalities: ['text'] } },
    ...Array.from({ length: 5000 }, (_, n) => ({ id: `many/model-${String(n)}` })),
  ],
});

const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name });

test('a model is found by what it can do, made a favourite and renamed, by keyboard alone', async ({
  parley: first,
  provider,
}) => {
  let parley = first;
  let { page } = parley;
  provider.scriptModels({ kind: 'http', status: 200, contentType: 'application/json', body });
  const picker = () => page.getByRole('combobox', { name: names.model });
  await picker().focus();
  await page.keyboard.press('ArrowDown');
  await expect(option(page, /model-11$/)).toBeVisible();
  await expectAccessible(page, 'the list of models');
  // What it can do is said beside it, and finds it.
  await page.keyboard.type('vision 100k');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(option(page, 'maker/seer')).toContainText('400K · vision, tools, reasoning · $2.00');
  await expect(page.getByText('5,000 models are left out')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(picker()).toHaveValue('maker/seer');
  provider.script({ kind: 'text', text: 'I see.' });
  await ask(page, 'What do you see?');
  await answered(page);
  expect((await provider.waitForRequest(1)).body?.['model']).toBe('maker/seer');

  // Tab leads from the list to its buttons.
  await picker().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('group', { name: 'Recent' })).toContainText('maker/seer');
  const about = page.getByRole('button', { name: names.aboutThisModel });
  for (let n = 0; n < 8 && !(await about.evaluate((it) => it === document.activeElement)); n += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'maker/seer' });
  await expect(dialog.getByLabel('Vision (pictures)')).toContainText('Yes, as told by Scripted');
  await expectAccessible(page, 'about a model');
  await dialog.getByRole('textbox', { name: names.name, exact: true }).fill('The seer');
  await dialog.getByLabel('Vision (pictures)').selectOption('No');
  await dialog.getByRole('switch', { name: names.favourite }).press('Space');
  await dialog.getByRole('switch', { name: 'Web search' }).press('Space');
  await dialog.getByRole('textbox', { name: 'Context in tokens' }).fill('64k');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(picker()).toHaveValue('The seer');
  await ask(page, 'And on the web?');
  await expect(controls(page).answers).toHaveCount(2);
  await answered(page);
  const { path, body: sent } = await provider.waitForRequest(2);
  expect([path, sent?.['tools']]).toEqual(['/v1/responses', [{ type: 'web_search' }]]);

  // In a dialog, Esc leaves the buttons of the list, and saving what is known asks nothing.
  await controls(page).answers.last().getByRole('button', { name: names.more }).press('Enter');
  await page.getByRole('menuitem', { name: names.regenerateWith }).press('Enter');
  const again = page.getByRole('dialog', { name: names.regenerateWith });
  const inside = again.getByRole('combobox', { name: names.model, exact: true });
  await inside.press('ArrowDown');
  await expect(again.getByRole('button', { name: 'Vision' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(again.getByRole('button', { name: 'Vision' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(inside).toBeFocused();
  await expect(inside).toHaveAttribute('aria-expanded', 'false');
  await inside.press('ArrowDown');
  await again.getByRole('button', { name: names.aboutThisModel }).press('Enter');
  await dialog.getByRole('button', { name: names.save }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(again).toBeVisible();
  await page.keyboard.press('Escape');
  expect(provider.requestsOf('stream')).toHaveLength(2);

  // After a restart the list is there before the server has answered.
  provider.scriptModels({ kind: 'silence' });
  parley = await (await parley.close(), parley.relaunch());
  ({ page } = parley);
  await picker().click();
  await expect(page.getByRole('group', { name: 'Favourites' })).toContainText(
    'The seer64K · tools, reasoning · $2.00 in, $10.00 out',
  );
  await page.keyboard.press('Escape');

  // Settings hide a model; the list leaves it out, and its name still finds it.
  const { settings, settingsButton } = controls(page);
  await settingsButton.click();
  await settings.getByRole('button', { name: 'Models of Scripted' }).click();
  const models = page.getByRole('dialog', { name: 'Models of Scripted' });
  await models.getByRole('textbox', { name: 'Search models' }).fill('blind');
  await models.getByRole('button', { name: 'Hidden: maker/blind' }).click();
  await expect(models.getByRole('button', { name: 'Hidden: maker/blind' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expectAccessible(page, 'the models of a provider');
  // Leaving the form of one model leads back to it, in what was searched for.
  await models.getByRole('button', { name: 'Edit maker/blind' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(models.getByRole('button', { name: 'Edit maker/blind' })).toBeFocused();
  await page.keyboard.press('Enter');
  // Escape does not throw away what was typed.
  const ownName = page.getByRole('textbox', { name: names.name, exact: true });
  await ownName.fill('The blind one');
  await page.keyboard.press('Escape');
  await expect(ownName).toHaveValue('The blind one');
  await page.getByRole('button', { name: names.cancel }).press('Enter');
  await expect(models.getByRole('textbox', { name: 'Search models' })).toHaveValue('blind');
  await expect(models.getByRole('button', { name: 'Edit maker/blind' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(models).toBeHidden();
  await page.keyboard.press('Escape');
  await picker().click();
  await page.keyboard.type('blind');
  await expect(page.getByRole('option')).toHaveText('Use “blind”');
  await page.keyboard.press('Escape');

  // A model that makes pictures is asked for them, and chosen by keyboard as any other.
  await picker().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('painter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(picker()).toHaveValue('maker/painter');
  await ask(page, 'Paint a heron.');
  const { body: painted } = await provider.waitForRequest(3);
  expect(painted).toMatchObject({ model: 'maker/painter', modalities: ['image', 'text'] });
  await parley.close();
});

test('the list of models keeps off the edges of a window, however narrow', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  provider.scriptModels({ kind: 'http', status: 200, contentType: 'application/json', body });
  const picker = page.getByRole('combobox', { name: names.model });
  for (const width of [480, 520, 700, 1200]) {
    await page.setViewportSize({ width, height: 700 });
    await picker.click();
    await expect(option(page, 'maker/seer')).toBeVisible();
    const { left, right } = await page
      .locator('[popover]:popover-open')
      .evaluate((list) => list.getBoundingClientRect());
    expect(left, String(width)).toBeGreaterThanOrEqual(16);
    expect(width - right, String(width)).toBeGreaterThanOrEqual(16);
    await page.keyboard.press('Escape');
  }
});
