import { expect } from '@playwright/test';
import { sample, seedAssistants } from './assistant-profile.ts';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

test('the command palette does and opens everything by keyboard, while an answer streams', async ({
  provider,
}) => {
  const parley = await launchParley({
    prepare(userData) {
      seedSettings(userData, provider);
      seedAssistants(userData, [sample('a1', 'Librarian')]);
    },
  });
  const { page } = parley;
  const ui = controls(page);
  const palette = page.getByRole('dialog', { name: names.commandPalette });
  const box = palette.getByRole('combobox');
  const active = palette.locator('[role="option"][aria-selected="true"]');
  const open = async (typed: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+P');
    await expect(box).toBeFocused();
    await page.keyboard.type(typed);
  };

  provider.next({ kind: 'text', text: 'Of spring.' });
  await ask(page, 'What do wrens sing of?');
  await answered(page);
  await open('new conv');
  await expect(active).toHaveText(/^New conversation.*Ctrl\+N$/);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(ui.composer).toBeFocused();
  await expect(page.getByRole('heading', { name: 'New conversation' })).toBeVisible();

  // Who answers, and with which model, in a conversation that does not exist yet.
  await open('');
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 420, height: 800 });
  await page.keyboard.type('@libr');
  await expect(active).toContainText('Librarian');
  // Each row is there once, also after the page has changed behind the palette.
  await expect(palette.getByRole('option')).toHaveCount(1);
  await page.setViewportSize(size);
  await expectAccessible(page, 'the command palette');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: names.assistant, exact: true })).toContainText(
    'Librarian',
  );
  await open('@mini');
  await expect(active).toContainText('scripted-model-mini');
  await page.keyboard.press('Enter');
  await expect(ui.composer).toBeFocused();

  // While an answer streams, an earlier conversation is opened, and the answer goes on.
  provider.next({
    kind: 'text',
    text: 'Slowly and for a long time.',
    tokenSize: 1,
    tokensPerSecond: 6,
  });
  await ask(page, 'How do trees grow?');
  await expect(ui.answers.last()).toContainText('Slow');
  const { body } = await provider.waitForRequest(2);
  expect(body).toMatchObject({ model: 'scripted-model-mini' });
  expect(JSON.stringify(body)).toContain('You are Librarian.');
  await open('wrens');
  await expect(active).toContainText('What do wrens sing of?');
  await page.keyboard.press('Enter');
  await expect(ui.answers.last()).toContainText('Of spring.');
  await open('#trees');
  await page.keyboard.press('Enter');
  await answered(page);
  await expect(ui.answers.last()).toContainText('Slowly and for a long time.');

  // The words go to the search of all messages.
  await open('spring');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(active).toHaveText('Search all messages for “spring”');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: names.searchConversations })).toHaveValue(
    'spring',
  );
  await expect(page.getByRole('option').first()).toContainText('spring');
  await page.keyboard.press('Escape');

  // What was chosen stands first from now on; Esc gives the focus back.
  await ui.composer.focus();
  await open('');
  await expect(palette.getByRole('option').first()).toContainText(
    /New conversation|scripted-model-mini|Lib/,
  );
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(ui.composer).toBeFocused();
  await ui.settingsButton.focus();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: names.keyboardShortcuts });
  await expect(
    shortcuts.getByRole('row', { name: /Command palette.*Ctrl\+Shift\+P/ }),
  ).toBeVisible();
  await expectAccessible(page, 'the keyboard shortcuts');
  await page.keyboard.press('Escape');
  await expect(shortcuts).toBeHidden();
  await expect(ui.composer).toHaveValue('');
  await open('reading');
  await page.keyboard.press('Enter');
  await expect(ui.settings.getByRole('tab', { name: 'Reading' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await parley.close();
});

test('a saved prompt is chosen in the command palette, with its form', async ({ provider }) => {
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  const { composer } = controls(page);
  await page.evaluate(() =>
    window.parley.command('prompts.save', {
      prompt: { name: 'Translate', folder: '', text: 'Into {{language}}, please.' },
    }),
  );
  await composer.fill('Bonjour.');
  // Enter is for the palette from the first key on, loaded or not: the draft stays.
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('/nothing');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: /^Commands/ })).toHaveValue('/nothing');
  await page.keyboard.press('Escape');
  expect(provider.requests.filter(({ kind }) => kind === 'stream')).toEqual([]);
  await expect(composer).toHaveValue('Bonjour.');
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('/trans');
  await expect(page.locator('[role="option"][aria-selected="true"]')).toContainText('Translate');
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: /^Translate/ });
  await form.getByLabel('language').fill('Dutch');
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue('Bonjour. Into Dutch, please.');
  // Esc in the form leaves nothing behind.
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('/trans');
  await expect(page.locator('[role="option"][aria-selected="true"]')).toContainText('Translate');
  await page.keyboard.press('Enter');
  await expect(form).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(composer).toHaveValue(/^Bonjour\. Into Dutch, please\.\s?$/);
  await expect(composer).toBeFocused();
  await parley.close();
});
