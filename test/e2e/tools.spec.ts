import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import type { ScriptedToolCall } from '../provider/behaviour.ts';
import type { Provider } from '../provider/provider.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import {
  answered,
  ask,
  controls,
  lookAway,
  savedConversations,
  savedMessages,
  seedSettings,
  test,
} from './parley.ts';

const searchHistory = 'Search past conversations';

/** Calls of the history search, which needs approval. */
function calls(...queries: readonly string[]): readonly ScriptedToolCall[] {
  return queries.map((query, index) => ({
    id: `call_${index}`,
    name: 'search_history',
    arguments: JSON.stringify({ query }),
  }));
}

/** Scripts a model that searches once for each query and then answers. */
function script(provider: Provider, ...queries: readonly string[]): void {
  provider.next({ kind: 'text', text: 'Let me look.', toolCalls: calls(...queries) });
  provider.script({ kind: 'text', text: 'That is all I found.' });
}

/** Launches Parley with the history search on for new conversations. */
function launch(provider: Provider): Promise<Parley> {
  return launchParley({
    prepare: (userData) =>
      seedSettings(userData, provider, { tools: { on: ['history'], off: [] } }),
  });
}

const question = (page: Page): Locator =>
  page.getByRole('group', { name: names.allowTool(searchHistory) });

const line = (page: Page): Locator =>
  controls(page)
    .answers.last()
    .getByRole('group', { name: `${searchHistory} on Parley` });

/** Returns the second request, which contains the results of the first calls. */
async function toldOfCall(provider: Provider): Promise<string> {
  const { body } = await provider.waitForRequest(2);
  return JSON.stringify(body);
}

test.describe('a call of a tool', () => {
  test('asks, and runs once it is allowed with the mouse', async ({ provider }) => {
    const parley = await launch(provider);
    const { page } = parley;
    script(provider, 'bees');
    await ask(page, 'What did I say of bees?');
    await expect(question(page)).toContainText('"query": "bees"');
    await expect(line(page)).toContainText('waits for your permission');
    // Typing is not interrupted.
    const { composer } = controls(page);
    await expect(composer).toBeFocused();
    await page.keyboard.type('and wasps');
    await expect(composer).toHaveValue('and wasps');
    await expectAccessible(page, 'a question');
    await question(page).getByRole('button', { name: names.allowOnce }).click();
    await answered(page);
    await expect(question(page)).toBeHidden();
    // Who looks at the window is not notified.
    expect(parley.outside().filter(({ kind }) => kind === 'notification')).toEqual([]);
    await expect(line(page)).toHaveAttribute('data-state', 'done');
    await expect(line(page)).toContainText('Searched past conversations for “bees”');
    await parley.close();
  });

  test('is denied with the keyboard alone, and inspected', async ({ provider }) => {
    const parley = await launch(provider);
    const { page } = parley;
    script(provider, 'bees');
    await ask(page, 'What did I say of bees?');
    await question(page).waitFor();
    await page.keyboard.press('Shift+Tab');
    await expect(question(page).getByRole('button', { name: names.deny })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(controls(page).composer).toBeFocused();
    await answered(page);
    await expect(line(page)).toHaveAttribute('data-state', 'denied');
    await line(page).getByRole('button').press('Enter');
    await expect(line(page)).toContainText('{"query":"bees"}');
    await expect(line(page)).toContainText('It did not run.');
    expect(await toldOfCall(provider)).toContain('did not allow');
    await parley.close();
  });

  test('runs with the arguments of the person, beside those of the model', async ({ provider }) => {
    const parley = await launch(provider);
    const { page } = parley;
    script(provider, 'bees');
    await ask(page, 'What did I say of bees?');
    await question(page).getByRole('button', { name: names.editArguments }).click();
    const box = question(page).getByRole('textbox', { name: names.arguments });
    await box.fill('{"query": ');
    await question(page).getByRole('button', { name: names.allowOnce }).click();
    await expect(question(page).getByRole('alert')).toContainText('not valid JSON');
    await expect(box).toBeFocused();
    await box.fill('{"query": "wasps"}');
    await question(page).getByRole('button', { name: names.allowOnce }).click();
    await answered(page);
    await line(page).getByRole('button').click();
    await expect(line(page)).toContainText('bees');
    await expect(line(page)).toContainText('wasps');
    expect(await toldOfCall(provider)).toContain('changed the arguments');
    const call = savedMessages(parley.userData)[1]?.parts.find(({ kind }) => kind === 'tool_call');
    expect(call).toMatchObject({ arguments: '{"query":"bees"}', edited: '{"query": "wasps"}' });
    await parley.close();
  });

  test('goes on waiting through a reload and a restart, and says so to who is elsewhere', async ({
    provider,
  }) => {
    const parley = await launch(provider);
    script(provider, 'bees');
    // Nobody looks at the window.
    await lookAway(parley);
    await ask(parley.page, 'What did I say of bees?');
    await question(parley.page).waitFor();
    const notices = (): readonly string[] =>
      parley.outside().flatMap(({ kind, url }) => (kind === 'notification' ? [url] : []));
    if ((await chooseRuntime()).kind === 'stand-in') {
      await expect.poll(notices).toEqual([`A tool waits for you: ${searchHistory} on Parley`]);
    }
    await parley.page.reload();
    await expect(question(parley.page)).toContainText('"query": "bees"');
    await parley.kill();
    const again = await parley.relaunch();
    const { page } = again;
    await controls(page).conversations.getByRole('button', { name: /bees/ }).click();
    await question(page).getByRole('button', { name: names.allowOnce }).click();
    await answered(page);
    await expect(line(page)).toHaveAttribute('data-state', 'done');
    await expect(controls(page).answers.last()).toContainText('That is all I found.');
    await again.close();
  });

  test('is refused after a restart while a terminal has the conversation', async ({ provider }) => {
    const parley = await launch(provider);
    script(provider, 'bees');
    await ask(parley.page, 'What did I say of bees?');
    await question(parley.page).waitFor();
    const folder = join(parley.userData, 'conversations');
    const written = (): string =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('');
    await expect.poll(written).toContain('"state":"proposed","tool":');
    await parley.kill();
    const again = await parley.relaunch();
    const [conversation] = savedConversations(again.userData);
    // A terminal holds this link, which names its process.
    const lock = join(folder, `.${conversation?.id ?? ''}.chat.lock`);
    symlinkSync(`${hostname()}:${process.pid}:terminal`, lock);
    await controls(again.page)
      .conversations.getByRole('button', { name: /^What did I say/ })
      .first()
      .click();
    const allow = question(again.page).getByRole('button', { name: names.allowOnce });
    await allow.click();
    await expect(
      again.page.getByRole('alert').filter({ hasText: 'in another window or terminal' }),
    ).toBeVisible();
    expect(provider.requestsOf('stream')).toHaveLength(1);
    rmSync(lock);
    await allow.click();
    await answered(again.page);
    await expect(line(again.page)).toHaveAttribute('data-state', 'done');
    await again.close();
  });

  test('is decided with others in one card, a row each', async ({ provider }) => {
    const parley = await launch(provider);
    const { page } = parley;
    script(provider, 'bees', 'wasps');
    await ask(page, 'What did I say of both?');
    await expect(question(page)).toHaveCount(2);
    await question(page).nth(0).getByRole('button', { name: names.allowOnce }).click();
    // The row stays in place, so that no button moves under the pointer.
    await expect(question(page).nth(0)).toContainText('Allowed once');
    await question(page).nth(1).getByRole('button', { name: names.deny }).click();
    await answered(page);
    await expect(line(page)).toHaveCount(2);
    await expect(line(page).nth(0)).toHaveAttribute('data-state', 'done');
    await expect(line(page).nth(1)).toHaveAttribute('data-state', 'denied');
    await parley.close();
  });
});

test('what is allowed for good does not ask again, until it is revoked in Settings', async ({
  provider,
}) => {
  const parley = await launch(provider);
  const { page } = parley;
  script(provider, 'bees');
  await ask(page, 'What did I say of bees?');
  await question(page).getByRole('button', { name: names.alwaysAllow, exact: true }).click();
  await answered(page);
  script(provider, 'wasps');
  await ask(page, 'And of wasps?');
  await expect(line(page)).toContainText('Searched past conversations for “wasps”');
  await answered(page);

  const ui = controls(page);
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.tools }).click();
  const revoke = ui.settings.getByRole('button', { name: /^Revoke Search past conversations/ });
  await revoke.click();
  await expect(revoke).toBeHidden();
  await expectAccessible(page, 'settings of tools');
  // Esc leaves the form of a server, but never throws away what was typed.
  const add = ui.settings.getByRole('button', { name: names.addServer });
  const name = ui.settings.getByRole('textbox', { name: names.name, exact: true });
  await add.press('Enter');
  await expect(name).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await name.fill('Notes');
  await page.keyboard.press('Escape');
  await expect(name).toHaveValue('Notes');
  await ui.settings.getByRole('button', { name: names.cancel }).press('Enter');
  await expect(add).toBeFocused();
  await page.keyboard.press('Escape');
  script(provider, 'ants');
  await ask(page, 'And of ants?');
  await expect(question(page)).toContainText('ants');
  await page.keyboard.press('Escape');
  await answered(page, 'stopped');
  await expect(question(page)).toBeHidden();
  await parley.close();
});

test('tools are switched on in the composer, before there is a conversation, and cost what is said', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const button = page.getByRole('button', { name: names.tools, exact: true });
  const popup = page.getByRole('dialog', { name: names.toolsOfThisConversation });
  await button.press('Enter');
  await expect(popup).toContainText('Nothing is sent with your messages.');
  await popup.getByRole('switch', { name: 'Calculator' }).check();
  await expect(popup).toContainText(/About [\d,]+ tokens go with each request/);
  await expectAccessible(page, 'tools of a conversation');
  await page.keyboard.press('Escape');
  await expect(popup).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleDescription('1 on');

  provider.script({ kind: 'text', text: 'Four.' });
  await ask(page, 'What is two and two?');
  await answered(page);
  const { body } = await provider.waitForRequest(1);
  expect(JSON.stringify(body)).toContain('"calculate"');

  await button.click();
  // It shows what main has, which takes a moment on a busy machine.
  const calculator = popup.getByRole('switch', { name: 'Calculator' });
  await calculator.click();
  await expect(calculator).not.toBeChecked();
  await controls(page).log.click({ position: { x: 5, y: 5 } });
  await expect(popup).toBeHidden();
  await ask(page, 'And three and three?');
  await answered(page);
  const second = await provider.waitForRequest(2);
  expect(JSON.stringify(second.body)).not.toContain('"calculate"');
});
