import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, savedConversations, seedSettings, test } from './parley.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: names.parameters });

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: names.parameters }).click();
  return dialog(page);
}

async function save(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: names.save }).click();
  await expect(dialog(page)).toBeHidden();
}

test('what is set is sent, from where it is closest, and what is not set is not', async ({
  provider,
}) => {
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  provider.script({ kind: 'text', text: 'Yes.' });
  const bodyOf = async (number: number) => (await provider.waitForRequest(number)).body ?? {};
  await ask(page, 'First?');
  await answered(page);
  const bare = ['messages', 'model', 'stream', 'stream_options'];
  expect(Object.keys(await bodyOf(1)).toSorted()).toEqual(bare);

  // Keyboard alone.
  await page.getByRole('button', { name: names.parameters }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByLabel(names.setFor)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('0,3');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('button', { name: names.parameters })).toBeFocused();

  await openDialog(page);
  await expect(dialog(page).getByLabel('Temperature', { exact: true })).toHaveValue('0.3');
  await dialog(page).getByLabel(names.setFor).selectOption(names.allConversations);
  await dialog(page).getByLabel('Temperature', { exact: true }).fill('1.1');
  await dialog(page).getByLabel('Maximum output tokens').fill('900');
  await dialog(page).getByLabel(names.setFor).selectOption('All conversations with scripted-1');
  await expect(dialog(page)).toContainText('1.1, from all conversations');
  await expectAccessible(page, 'the parameters');
  await save(page);
  await ask(page, 'Second?');
  await answered(page);
  expect(await bodyOf(2)).toMatchObject({ temperature: 0.3, max_tokens: 900 });
  expect(savedConversations(parley.userData)[0]).toMatchObject({
    parameters: { temperature: 0.3 },
  });

  await openDialog(page);
  await dialog(page).getByRole('button', { name: 'Reset Temperature' }).click();
  await expect(dialog(page).getByLabel('Temperature', { exact: true })).toHaveAttribute(
    'placeholder',
    '1.1',
  );
  await save(page);
  await ask(page, 'Third?');
  await answered(page);
  expect(await bodyOf(3)).toMatchObject({ temperature: 1.1, max_tokens: 900 });
  await parley.close();
});

test('a value that cannot be sent is said beside its field, and nothing is lost', async ({
  provider,
}) => {
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  provider.script({ kind: 'text', text: 'Yes.' });
  const form = await openDialog(page);
  await form.getByLabel('Temperature', { exact: true }).fill('7');
  await form.getByText('More parameters').click();
  await form.getByLabel('Further fields', { exact: true }).fill('{"model": "another"}');
  await form.getByLabel(names.setFor).selectOption(names.allConversations);
  await form.getByRole('button', { name: names.save }).click();
  await expect(form.getByLabel(names.setFor)).toHaveValue('conversation');
  await expect(form.getByRole('alert').first()).toHaveText('Enter a number from 0 to 2.');
  await expect(form.getByRole('alert').last()).toContainText('Remove “model”');
  await expect(form.getByLabel('Temperature', { exact: true })).toHaveValue('7');
  await form.getByLabel('Temperature', { exact: true }).fill('');
  await form.getByLabel('Further fields', { exact: true }).fill('{"top_a": 0.2}');
  await form.getByLabel('Stop sequences', { exact: true }).fill('END\n\nSTOP');
  await save(page);
  // The conversation does not exist yet.
  await ask(page, 'First?');
  await answered(page);
  const { body } = await provider.waitForRequest(1);
  expect(body).toMatchObject({ top_a: 0.2, stop: ['END', 'STOP'], model: 'scripted-1' });
  expect(body).not.toHaveProperty('temperature');
  await parley.close();
});

test('a parameter that a model refuses is left out, said, kept out, and tried again when asked', async ({
  provider,
}) => {
  let parley = await launchParley({
    prepare: (userData) =>
      seedSettings(userData, provider, { parameters: { temperature: 0.2, topP: 0.5 } }),
  });
  provider.script({
    kind: 'choose',
    choose: ({ body }) =>
      body?.['temperature'] === undefined
        ? { kind: 'text', text: 'Without it.' }
        : {
            kind: 'error',
            status: 400,
            message:
              "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
          },
  });
  await ask(parley.page, 'First?');
  await answered(parley.page);
  await expect(controls(parley.page).answers.last()).toContainText('Without it.');
  await expect(parley.page.getByText('scripted-1 does not use temperature')).toBeVisible();
  expect(provider.requestsOf('stream')).toHaveLength(2);
  await parley.close();
  parley = await parley.relaunch();
  const { page } = parley;
  await ask(page, 'Second?');
  await answered(page);
  expect(provider.requestsOf('stream')).toHaveLength(3);
  const form = await openDialog(page);
  await expect(form).toContainText('Not used by this model.');
  await form.getByRole('button', { name: 'Send it again' }).click();
  await expect(form).not.toContainText('Not used by this model.');
  await form.getByRole('button', { name: names.cancel }).click();
  provider.script({ kind: 'text', text: 'With it.' });
  await ask(page, 'Third?');
  await answered(page);
  const { body } = await provider.waitForRequest(4);
  expect(body).toMatchObject({ temperature: 0.2, top_p: 0.5 });
  await parley.close();
});
