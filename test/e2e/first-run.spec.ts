import { expect, test } from '@playwright/test';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, savedMessages } from './parley.ts';
import { names, startsWith } from './names.ts';

test('first run: the demo model answers without any network', async () => {
  const parley = await launchParley();
  const { page } = parley;
  await page.getByRole('button', { name: names.tryTheDemo }).click();
  const { composer } = controls(page);
  await expect(composer).toBeFocused();
  await ask(page, 'Hello');
  const answer = await answered(page);
  await expect(answer).toContainText(/demo/i);
  await expect(answer).toContainText(/not a language model/i);
  await ask(page, '/error 429');
  await expect((await answered(page, 'failed')).getByRole('alert')).toBeVisible();
  await ask(page, '/long 5000');
  await expect(controls(page).answers.last()).toContainText(/\w+ \w+ \w+/);
  await controls(page).stopButton.click();
  await answered(page, 'stopped');
  expect(parley.requestsToElsewhere()).toEqual([]);
  expect(savedMessages(parley.userData).length).toBe(6);
  await parley.close();
});

test('first run: any base URL, with the models that the server lists', async () => {
  const provider = await startProvider({
    apiKey: 'sk-first-run-1234',
    models: ['tiny-1', 'tiny-2'],
  });
  const parley = await launchParley();
  const { page } = parley;
  // A well-known service needs a key and nothing else.
  await page.getByRole('button', { name: startsWith('OpenAI or another service') }).click();
  await page.getByRole('combobox', { name: names.service }).selectOption('Mistral');
  const serviceKey = page.getByRole('textbox', { name: names.apiKey });
  await expect(serviceKey).toHaveAccessibleDescription(
    /console\.mistral\.ai.* sent only to Mistral/,
  );
  await serviceKey.press('Enter');
  await expect(serviceKey).toHaveAccessibleDescription(/^Paste a key here/);
  await page.getByRole('button', { name: startsWith(names.anotherServer) }).click();
  // Failures appear beside the fields, one at a time, and can be fixed there.
  const url = page.getByRole('textbox', { name: names.baseUrl });
  const alert = page.getByRole('alert');
  await url.fill('http://127.0.0.1:1/v1');
  await url.press('Enter');
  await expect(alert).toContainText(/Correct the base URL\.$/);
  await expect(alert).toBeInViewport();
  await expect(page.getByRole('textbox', { name: names.modelName })).toHaveCount(0);
  await url.fill('my server');
  await url.press('Enter');
  await expect(alert).toContainText('This is not a web address. Enter one such as https://');
  await expect(url).toHaveAccessibleDescription(/^This is not a web address/);
  await url.fill(provider.baseUrl);
  await page.getByRole('textbox', { name: names.apiKey }).fill('wrong');
  await page.getByRole('textbox', { name: names.apiKey }).press('Enter');
  await expect(alert).toContainText('refused the key');
  await page.getByRole('textbox', { name: names.apiKey }).fill('sk-first-run-1234');
  await page.getByRole('textbox', { name: names.apiKey }).press('Enter');
  provider.script({ kind: 'text', text: 'Hello from your own server.' });
  await expect(controls(page).composer).toBeFocused();
  await ask(page, 'Hi');
  await expect(await answered(page)).toContainText('Hello from your own server.');
  const [request] = provider.requestsOf('stream');
  expect((request?.body as { model?: string } | undefined)?.model).toBe('tiny-1');
  await parley.close();
  await provider.close();
});
