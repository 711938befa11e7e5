import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { openArchive } from '../../src/main/disk/archive.ts';
import { importLimits } from '../../src/main/disk/import-limits.ts';
import { answered, ask, controls, test } from './parley.ts';
import { names } from './names.ts';
import { expectBothAccessible, openForm } from './provider-form.ts';

const canary = 'canary-5f0c77e2b1a94d38';

const rowOf = (form: Locator, name: string): Locator => form.getByRole('group', { name });

function savedExtras(userData: string): unknown {
  const text = readFileSync(join(userData, 'settings.json'), 'utf8');
  const { providers } = JSON.parse(text) as { providers: readonly { extras?: unknown }[] };
  return providers[0]?.extras;
}

function filesWith(folder: string, needle: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(needle));
}

/** All files of a backup, unpacked. */
async function backupText(userData: string): Promise<string> {
  const made = readdirSync(join(userData, 'backups'));
  const name = made.find((each) => each.startsWith('parley-manual-')) ?? '';
  const signal = new AbortController().signal;
  const limits = { ...importLimits, ratio: 1100 };
  const archive = await openArchive(join(userData, 'backups', name), limits, signal);
  let text = '';
  for (const entry of archive.entries) {
    text += entry.name;
    for await (const block of archive.open(entry, signal)) text += block.toString('utf8');
  }
  archive.close();
  return text;
}

test('headers and query fields are entered, sent, kept secret and removed', async ({
  provider,
  parley,
}) => {
  const { page, userData } = parley;
  const { settings } = controls(page);
  await controls(page).composer.waitFor();
  let form = await openForm(parley);

  // By keyboard alone: open, add, fill in.
  await expect(form.getByRole('button', { name: names.addHeaderOrQueryField })).toBeHidden();
  await form.getByText(names.more, { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('button', { name: names.addHeaderOrQueryField })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: names.name }).last()).toBeFocused();
  await page.keyboard.type('X Team');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('button', { name: names.remove('X Team') })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type(canary);
  await form.getByRole('button', { name: names.addHeaderOrQueryField }).click();
  const region = rowOf(form, 'New header');
  await region.getByLabel(names.sentAs).selectOption({ label: 'Query field' });
  const field = rowOf(form, 'New query field');
  await field.getByRole('textbox', { name: names.name }).fill('region');
  const regionRow = rowOf(form, 'Query field region');
  await regionRow.getByRole('switch', { name: names.secret }).click();
  await regionRow.getByRole('textbox', { name: names.value }).fill('eu west');

  // Problems appear at their box, which gets the focus.
  await form.getByRole('button', { name: names.save }).click();
  const wrong = rowOf(form, 'Header X Team').getByRole('textbox', { name: names.name });
  await expect(wrong).toBeFocused();
  await expect(wrong).toHaveAccessibleDescription(/letters, digits and hyphens.* Correct it\.$/);
  await expectBothAccessible(page, 'fault');
  await wrong.fill('X-Team');
  await expect(form.getByRole('alert')).toBeHidden();
  await rowOf(form, 'Header X-Team').getByRole('textbox', { name: names.name }).press('Enter');
  await expect(form).toBeHidden();
  await expect(
    settings.getByRole('button', { name: names.editProvider('Scripted') }),
  ).toBeFocused();

  await expect
    .poll(() => savedExtras(userData))
    .toEqual([
      { place: 'header', name: 'X-Team', value: null },
      { place: 'query', name: 'region', value: 'eu west' },
    ]);

  // Stored and replaceable, never readable.
  form = await openForm(parley);
  const kept = rowOf(form, 'Header X-Team').getByRole('textbox', { name: names.value });
  await expect(kept).toHaveValue('');
  await expect(kept).toHaveAttribute('placeholder', /^Saved/);
  await expect(rowOf(form, 'region').getByRole('textbox', { name: names.value })).toHaveValue(
    'eu west',
  );
  await expectBothAccessible(page, 'kept');
  await rowOf(form, 'Header X-Team').getByRole('switch', { name: names.secret }).click();
  await form.getByRole('button', { name: names.save }).click();
  await expect(form.getByRole('alert')).toContainText('A secret value is never shown.');
  // Escape does not throw away what was changed.
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: names.cancel }).click();
  await expect(form).toBeHidden();

  await settings.getByRole('tab', { name: names.data }).click();
  await settings.getByRole('button', { name: names.backUpNow }).click();
  await expect(settings.getByText(/^Backed up /)).toBeVisible();
  await page.keyboard.press('Escape');

  provider.script({ kind: 'text', text: 'Both were there.' });
  await ask(page, 'Do they come along?');
  await expect(await answered(page)).toContainText('Both were there.');
  const request = await provider.waitForRequest(1);
  expect(request.headers['x-team']).toBe(canary);
  expect(new URL(request.url, 'http://x').searchParams.get('region')).toBe('eu west');

  expect(filesWith(userData, canary)).toEqual([]);
  const backup = await backupText(userData);
  expect(backup).toContain('X-Team');
  expect(backup).not.toContain(canary);
  const heap = await parley.rendererHeap();
  expect(heap).toContain('Both were there.');
  expect(heap.includes(canary)).toBe(false);
  expect(parley.output()).not.toContain(canary);

  // Replace the value of one, and remove the other.
  form = await openForm(parley);
  await rowOf(form, 'Header X-Team').getByRole('textbox', { name: names.value }).fill('replaced');
  await form.getByRole('button', { name: names.remove('region') }).click();
  await expect(
    rowOf(form, 'Header X-Team').getByRole('textbox', { name: names.name }),
  ).toBeFocused();
  await form.getByRole('button', { name: names.save }).click();
  await expect(form).toBeHidden();
  await page.keyboard.press('Escape');
  await ask(page, 'And now?');
  const second = await provider.waitForRequest(2);
  expect(second.headers['x-team']).toBe('replaced');
  expect(second.url).not.toContain('region');
  await answered(page);

  form = await openForm(parley);
  await form.getByRole('button', { name: names.remove('X-Team') }).click();
  await expect(form.getByRole('button', { name: names.addHeaderOrQueryField })).toBeFocused();
  await form.getByRole('button', { name: names.save }).click();
  await expect(form).toBeHidden();
  await page.keyboard.press('Escape');
  await ask(page, 'Alone again?');
  const third = await provider.waitForRequest(3);
  expect(third.headers['x-team']).toBeUndefined();
  await answered(page);
  await expect.poll(() => savedExtras(userData)).toBeUndefined();
  expect(filesWith(userData, 'scripted extras')).toEqual([]);
});

test('secret values that were given for another address say so, and what to do', async ({
  parley,
}) => {
  const { page } = parley;
  const { settings } = controls(page);
  await controls(page).composer.waitFor();
  await page.evaluate(() =>
    window.parley.command('providers.save', {
      id: 'scripted',
      kind: 'openai_compatible',
      name: 'Scripted',
      baseUrl: 'http://localhost:4321/v1',
      extras: [{ place: 'header', name: 'X-Team', isSecret: true, value: 'blue' }],
    }),
  );
  let form = await openForm(parley);
  await form.getByLabel(names.baseUrl).fill('http://localhost:4322/v1');
  await form.getByRole('button', { name: names.save }).click();
  await expect(form).toBeHidden();
  await expect(settings.getByText(/are not sent to http:\/\/localhost:4322/)).toBeVisible();

  form = await openForm(parley);
  const value = rowOf(form, 'Header X-Team').getByRole('textbox', { name: names.value });
  await expect(value).toHaveAccessibleDescription('Enter the value again, or remove this line.');
  await expect(form.getByText(/were given for http:\/\/localhost:4321/)).toBeVisible();
  await expectBothAccessible(page, 'stuck');
  await value.fill('green');
  await value.press('Enter');
  await expect(form).toBeHidden();
  await expect(settings.getByText(/are not sent to/)).toBeHidden();
});

test('an address of Azure is pasted as it is shown there', async ({ provider, parley }) => {
  const { page, userData } = parley;
  const { settings, composer } = controls(page);
  const key = 'azure-0123456789abcdef';
  await composer.waitFor();
  let form = await openForm(parley);
  // The scripted server replaces Azure's host and receives the same path.
  const { origin } = new URL(provider.baseUrl);
  const pasted = `${origin}/openai/deployments/gpt-4o/chat/completions?api-version=2025-01-01-preview`;
  await form.getByLabel(names.baseUrl).fill(pasted);
  await form.getByLabel(names.apiKey).fill(key);
  await form.getByLabel(names.apiKey).press('Enter');
  await expect(form).toBeHidden();
  await expect(settings.getByText(`${origin}/openai/deployments/gpt-4o`)).toBeVisible();
  form = await openForm(parley);
  const version = rowOf(form, 'Query field api-version');
  await expect(version.getByRole('textbox', { name: names.value })).toHaveValue(
    '2025-01-01-preview',
  );
  await expect(version.getByRole('switch', { name: names.secret })).not.toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  provider.script({ kind: 'text', text: 'From the deployment.' });
  await ask(page, 'Who answers?');
  await expect(await answered(page)).toContainText('From the deployment.');
  const request = await provider.waitForRequest(1);
  expect(request.url).toBe(
    '/openai/deployments/gpt-4o/chat/completions?api-version=2025-01-01-preview',
  );
  expect(request.headers['api-key']).toBe(key);
  expect(request.headers.authorization).toBeUndefined();

  // Without a scheme, as people copy it: the address is understood, and the version is added.
  await controls(page).settingsButton.click();
  await settings.getByRole('tab', { name: names.providers }).click();
  await settings.getByRole('button', { name: names.addProvider }).click();
  const added = settings.getByRole('form', { name: names.newProvider });
  await added.getByLabel(names.baseUrl).fill('acme.openai.azure.com/openai/deployments/mini');
  await added.getByLabel(names.baseUrl).press('Enter');
  await expect(added).toBeHidden();
  await expect(
    settings.getByText('https://acme.openai.azure.com/openai/deployments/mini'),
  ).toBeVisible();
  await expect
    .poll(() => readFileSync(join(userData, 'settings.json'), 'utf8'))
    .toContain('2024-10-21');
});
