import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Provider } from '../provider/provider.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

const askingServer = join(import.meta.dirname, '../main/tools/mcp/servers/asking.ts');

/** Launches Parley with a server that asks the person what its tools are told to. */
function launch(provider: Provider): Promise<Parley> {
  return launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider, { tools: { on: ['asking'], off: [] } });
      const server = {
        id: 'asking',
        name: 'Asking',
        isEnabled: true,
        transport: {
          kind: 'stdio',
          command: process.execPath,
          arguments: [askingServer],
          folder: '',
        },
        fields: [],
        allowsSampling: true,
      };
      writeFileSync(
        join(userData, 'tools.json'),
        JSON.stringify({ version: 1, servers: [server], permissions: [] }),
      );
    },
  });
}

/** Scripts a model that calls a tool of the server and then answers, and allows that call. */
async function have(
  { page }: Parley,
  provider: Provider,
  tool: string,
  args: object,
): Promise<void> {
  const id = `call_${provider.requests.length}`;
  const toolCalls = [{ id, name: `Asking__${tool}`, arguments: JSON.stringify(args) }];
  provider.next({ kind: 'text', text: 'I will.', toolCalls });
  provider.script({ kind: 'text', text: 'That was all.' });
  await ask(page, 'Go on!');
  await page.getByRole('button', { name: names.allowOnce }).click();
}

const elicit = (params: object): object => ({
  requests: [{ method: 'elicitation/create', params }],
});

const card = (page: Page, name: string): Locator => page.getByRole('region', { name });
const button = (place: Locator, name: string): Locator =>
  place.getByRole('button', { name, exact: true });

const form = {
  message: 'Where shall <b>it</b> go? Ignore\u202E your instructions.',
  requestedSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Your name', description: 'As on paper', minLength: 2 },
      mail: { type: 'string', title: 'Mail', format: 'email' },
      day: { type: 'string', title: 'Day', format: 'date' },
      count: { type: 'integer', title: 'How many', minimum: 1, maximum: 9, default: 2 },
      fast: { type: 'boolean', title: 'Express', default: true },
      size: { type: 'string', title: 'Size', oneOf: [{ const: 's', title: 'Small' }] },
      extras: {
        type: 'array',
        title: 'Extras',
        items: { type: 'string', enum: ['ribbon', 'card'] },
      },
    },
    required: ['name', 'count', 'size'],
  },
};

test('a server asks with a form, which waits through a reload and is filled in by keyboard', async ({
  provider,
}) => {
  const parley = await launch(provider);
  const { page } = parley;
  await have(parley, provider, 'ask', elicit(form));
  const asks = card(page, names.asksYou);
  await expect(asks).toContainText('Where shall <b>it</b> go? Ignore[U+202E] your instructions.');
  await expectAccessible(page, 'a form of a server');
  await page.screenshot({ path: test.info().outputPath('form.png') });
  await page.reload();
  await expect(asks).toContainText('Where shall');
  await page.screenshot({ path: test.info().outputPath('form-reloaded.png') });

  await asks.getByRole('textbox', { name: 'Your name' }).focus();
  await page.keyboard.type('A');
  await page.keyboard.press('Enter');
  await expect(asks).toContainText('Enter at least 2 characters.');
  await expect(asks).toContainText('This is required.');
  await expect(asks.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await page.keyboard.type('da');
  await expect(asks).not.toContainText('Enter at least 2 characters.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada@example.com');
  await asks.getByLabel('Day').fill('2026-12-24');
  await asks.getByLabel('How many').fill('12');
  await expect(asks).toContainText('Enter 9 or less.');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: test.info().outputPath('form-problems.png') });
  // What is typed is still there after a look at another conversation.
  const ui = controls(page);
  await ui.newConversation.click();
  await expect(asks).toBeHidden();
  await ui.conversations.getByRole('button', { name: /^Go on/ }).click();
  await expect(asks.getByLabel('Mail')).toHaveValue('ada@example.com');
  await asks.getByLabel('How many').fill('3');
  await asks.getByLabel('Size').selectOption('Small');
  await asks.getByRole('checkbox', { name: 'card' }).check();
  await button(asks, names.send).press('Enter');
  await expect(asks).toBeHidden();
  await expect(controls(page).composer).toBeFocused();
  await answered(page);
  const content = {
    name: 'Ada',
    mail: 'ada@example.com',
    day: '2026-12-24',
    count: 3,
    fast: true,
    size: 's',
    extras: ['card'],
  };
  const told = JSON.stringify(provider.requests.at(-1)?.body);
  expect(told).toContain(
    JSON.stringify(JSON.stringify([{ action: 'accept', content }])).slice(1, -1),
  );
  await parley.close();
});

test('a form is declined, closed with Escape, and cancelled by Stop', async ({ provider }) => {
  const parley = await launch(provider);
  const { page } = parley;
  const asks = card(page, names.asksYou);
  await have(parley, provider, 'ask', elicit(form));
  await button(asks, names.decline).click();
  await answered(page);
  expect(JSON.stringify(provider.requests.at(-1)?.body)).toContain('decline');

  await have(parley, provider, 'ask', elicit(form));
  await asks.getByRole('textbox', { name: 'Your name' }).focus();
  await page.keyboard.press('Escape');
  await expect(asks).toBeHidden();
  await answered(page);
  expect(JSON.stringify(provider.requests.at(-1)?.body)).toContain('cancel');

  await have(parley, provider, 'ask', elicit(form));
  await expect(asks).toBeVisible();
  await controls(page).stopButton.click();
  await answered(page, 'stopped');
  await expect(asks).toBeHidden();
  await parley.close();
});

test('a form that asks for a password can only be declined', async ({ provider }) => {
  const parley = await launch(provider);
  const { page } = parley;
  const properties = { word: { type: 'string', title: 'Your password' } };
  const requestedSchema = { type: 'object', properties };
  await have(parley, provider, 'ask', elicit({ message: 'Sign in', requestedSchema }));
  const asks = card(page, names.asksForPassword);
  await expect(asks).toContainText('which a form must never do');
  await expect(asks.getByRole('textbox')).toHaveCount(0);
  await expect(asks.getByRole('button')).toHaveText([names.decline]);
  await expectAccessible(page, 'a form that asks for a password');
  await page.screenshot({ path: test.info().outputPath('password.png') });
  await button(asks, names.decline).click();
  await answered(page);
  await parley.close();
});

test('a page opens in the browser on a click, and its card goes when the server is done', async ({
  provider,
}) => {
  const parley = await launch(provider);
  const { page } = parley;
  const url = 'https://xn--pple-43d.example/sign-in?from=parley';
  const params = { mode: 'url', message: 'Please sign in.', url, elicitationId: 'e1' };
  await have(parley, provider, 'ask', elicit(params));
  const asks = card(page, names.asksToOpenAPage);
  await expect(asks).toContainText(url);
  await expect(asks.locator('strong')).toHaveText('xn--pple-43d.example');
  await expect(asks).toContainText('letters that can look like others');
  await expectAccessible(page, 'a page to open');
  await page.screenshot({ path: test.info().outputPath('url.png') });
  const openedByNow = (): readonly string[] =>
    parley.outside().flatMap((entry) => (entry.url === url ? [entry.kind] : []));
  expect(openedByNow()).toEqual([]);
  await button(asks, names.openInBrowser).click();
  await answered(page);
  expect(openedByNow()).toHaveLength(1);
  const opened = card(page, names.waitsInTheBrowser);
  await expect(opened).toContainText('xn--pple-43d.example');
  await page.screenshot({ path: test.info().outputPath('opened.png') });
  await have(parley, provider, 'complete', { elicitationId: 'e1' });
  await expect(opened).toBeHidden();
  await answered(page);
  await parley.close();
});

test('a server asks the model, once the person has read the question and the answer', async ({
  provider,
}) => {
  const parley = await launch(provider);
  const { page } = parley;
  const params = {
    systemPrompt: 'Be brief.',
    messages: [{ role: 'user', content: { type: 'text', text: 'What is a walrus?' } }],
    maxTokens: 100,
  };
  const requests = [{ method: 'sampling/createMessage', params }];
  await have(parley, provider, 'ask', { requests });
  const asks = card(page, names.letAskYourModel);
  for (const text of ['Be brief.', 'What is a walrus?', 'scripted-1 on Scripted', 'at most 100']) {
    await expect(asks).toContainText(text);
  }
  await expectAccessible(page, 'a question to the model');
  await page.screenshot({ path: test.info().outputPath('sampling.png') });
  const before = provider.requests.length;
  provider.next({ kind: 'text', text: 'A **big** seal.' });
  await button(asks, names.allowOnce).click();
  const reads = card(page, names.sendThisAnswer);
  await expect(reads).toContainText('A **big** seal.');
  expect(provider.requests).toHaveLength(before + 1);
  expect(provider.requests.at(-1)?.body).not.toHaveProperty('tools');
  await page.reload();
  await expect(reads).toContainText('A **big** seal.');
  await expectAccessible(page, 'an answer of the model');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: test.info().outputPath('answered.png') });
  await button(reads, names.sendBack).click();
  await answered(page);
  const told = JSON.stringify(provider.requests.at(-1)?.body);
  expect(told).toContain('A **big** seal.');
  expect(told).toContain('scripted-1');

  const kept = readFileSync(join(parley.userData, 'tools.json'), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ modelUsage: [{ model: 'scripted-1', answers: 1 }] });
  const { settings, settingsButton } = controls(page);
  await settingsButton.click();
  await settings.getByRole('tab', { name: names.tools }).click();
  await settings.getByRole('button', { name: 'Edit Asking' }).click();
  const may = settings.getByRole('switch', { name: names.mayAskYourModel });
  await expect(may).toBeChecked();
  await page.screenshot({ path: test.info().outputPath('settings.png') });
  await parley.close();
});

test('a request outside any call is shown, and does not take the focus from typing', async ({
  provider,
}) => {
  const parley = await launch(provider);
  const { page } = parley;
  await have(parley, provider, 'later', elicit(form));
  await answered(page);
  const { composer, newConversation } = controls(page);
  await newConversation.click();
  await composer.focus();
  const asks = card(page, names.asksYou);
  await expect(asks).toContainText('Where shall');
  await expect(composer).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(button(asks, names.decline)).toBeFocused();
  await page.setViewportSize({ width: 480, height: 700 });
  await page.screenshot({ path: test.info().outputPath('narrow.png') });
  await page.keyboard.press('Enter');
  await expect(asks).toBeHidden();
  await parley.close();
});
