import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { pathFromNpm } from '../main/tools/mcp/from-npm.ts';
import type { Provider } from '../provider/provider.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, controls, seedSettings, test } from './parley.ts';

/** A server that is on in new conversations. */
function server(id: string, name: string, ...args: readonly string[]): object {
  const transport = { kind: 'stdio', command: process.execPath, arguments: args, folder: '' };
  return { id, name, isEnabled: true, transport, fields: [] };
}

const everything = (): object =>
  server('everything', 'Everything', pathFromNpm('everything'), 'stdio');
const offering = (kind: string): object =>
  server(kind, kind, join(import.meta.dirname, '../main/tools/mcp/servers/offering.ts'), kind);

function launch(provider: Provider, ...servers: readonly object[]): Promise<Parley> {
  const on = servers.map((each) => (each as { readonly id: string }).id);
  return launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider, { tools: { on, off: [] } });
      const kept = { version: 1, servers, permissions: [], allowedHosts: [] };
      writeFileSync(join(userData, 'tools.json'), JSON.stringify(kept));
    },
  });
}

const list = (page: Page) => page.getByRole('listbox', { name: names.suggestions, exact: true });
/** What servers offer. */
const options = (page: Page) =>
  list(page).getByRole('group').filter({ hasNotText: 'Commands' }).getByRole('option');
const active = (page: Page) => page.locator('[role="option"][data-active]');

/** Counts how often the list appears from now on. */
async function countOpenings(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counted = { openings: 0, isOpen: false };
    Object.assign(globalThis, { counted });
    new MutationObserver(() => {
      const isOpen = document.querySelector('[role="listbox"]') !== null;
      if (isOpen && !counted.isOpen) counted.openings += 1;
      counted.isOpen = isOpen;
    }).observe(document.body, { childList: true, subtree: true });
  });
}

function openings(page: Page): Promise<number> {
  return page.evaluate(
    () => (globalThis as unknown as { counted: { openings: number } }).counted.openings,
  );
}

test.describe('a prompt of a server', () => {
  test('is found, filled in with suggestions and sent with the keyboard alone', async ({
    provider,
  }) => {
    const parley = await launch(provider, everything());
    const { page } = parley;
    const { composer } = controls(page);
    // Looked for in each frame: the server may start between two looks from here.
    const starting = page.waitForFunction(
      () => document.body.textContent.includes('Starting Everything…'),
      null,
      { polling: 'raf' },
    );
    await composer.pressSequentially('Please: /');
    await starting;
    await expect(options(page)).toHaveCount(4);
    await expect(composer).toHaveAttribute('aria-activedescendant', 'composer-suggestions-0');
    await expectAccessible(page, 'suggestions');
    await composer.pressSequentially('tmg');
    await expect(options(page)).toHaveCount(1);
    await expect(active(page)).toContainText('Team Management');
    await page.keyboard.press('Tab');
    const form = page.getByRole('form', { name: 'Team Management, Everything' });
    await expect(form.getByRole('textbox', { name: 'department' })).toBeFocused();
    await expect(form.getByRole('option')).toHaveText([
      'Engineering',
      'Sales',
      'Marketing',
      'Support',
    ]);
    await expectAccessible(page, 'form');
    await page.keyboard.type('S');
    await expect(form.getByRole('option')).toHaveText(['Sales', 'Support']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(form.getByRole('textbox', { name: 'department' })).toHaveValue('Sales');
    await page.keyboard.press('Enter');
    await expect(form.getByRole('textbox', { name: 'name' })).toBeFocused();
    await expect(form.getByRole('alert')).toHaveText('Fill this in.');
    await expect(form.getByRole('option')).toHaveText(['David', 'Eve', 'Frank']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const text = 'Please promote Eve to the head of the Sales team.';
    await expect(composer).toHaveValue(`Please: ${text}`);
    await expect(composer).toBeFocused();
    await expect(form).toBeHidden();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(composer).toHaveValue('Please: /tmg');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(composer).toHaveValue(`Please: ${text}`);
    await page.keyboard.type(' Soon.');
    await page.keyboard.press('Enter');
    await answered(page);
    expect(JSON.stringify(provider.requests.at(-1)?.body)).toContain(`${text} Soon.`);
    await parley.close();
  });
});

test('a long prompt becomes a chip, and Esc leaves its form without a trace', async ({
  provider,
}) => {
  const parley = await launch(provider, offering('huge'));
  const { page } = parley;
  const { composer } = controls(page);
  await composer.pressSequentially('/work');
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  const size = page.getByRole('textbox', { name: 'size' });
  await size.fill('30');
  await page.keyboard.press('Escape');
  await expect(size).toBeHidden();
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('/work');
  await composer.fill('');
  await composer.pressSequentially('/work');
  await options(page).click();
  await size.fill('30000');
  await page.keyboard.press('Enter');
  const chip = page.getByRole('list', { name: names.pastedText }).getByRole('listitem');
  await expect(chip).toContainText((30_000).toLocaleString());
  await expect(composer).toHaveValue('');
  // What the server sends beyond the limit is refused, with the reason in the form.
  await composer.pressSequentially('/work');
  await options(page).click();
  await size.fill('2000000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form').getByRole('alert')).toContainText('1,000,000 characters');
  await parley.close();
});

test.describe('a resource of a server', () => {
  test('is attached with the keyboard alone, and keeps its address', async ({ provider }) => {
    const parley = await launch(provider, everything());
    const { page } = parley;
    const { composer } = controls(page);
    await composer.pressSequentially('Read @arch');
    await expect(active(page)).toContainText('architecture.md');
    await page.keyboard.press('Enter');
    await expect(composer).toHaveValue('Read ');
    const chips = page.getByRole('list', { name: names.attachments }).getByRole('listitem');
    await expect(chips).toContainText(['architecture.md']);
    await expect(chips.getByTitle('demo://resource/static/document/architecture.md')).toBeVisible();
    // A template asks for its variables.
    await composer.pressSequentially('and @dyntext');
    await expect(active(page)).toContainText('…');
    await page.keyboard.press('Enter');
    const form = page.getByRole('form');
    await form.getByRole('textbox', { name: 'resourceId' }).waitFor();
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await expect(chips).toHaveCount(2);
    await expect(composer).toHaveValue('Read and ');
    await expect(composer).toBeFocused();
    await page.keyboard.press('Enter');
    await answered(page);
    const body = JSON.stringify(provider.requests.at(-1)?.body);
    expect(body).toContain('demo://resource/static/document/architecture.md');
    expect(body).toContain('Resource 7: This is a plaintext resource');
    await parley.close();
  });

  test('is found from the attach menu, which Esc leaves without a trace', async ({ provider }) => {
    const parley = await launch(provider, offering('files'));
    const { page } = parley;
    const { composer } = controls(page);
    await composer.fill('Look');
    const button = page.getByRole('button', { name: names.attachFiles });
    await button.press('Enter');
    await expect(page.getByRole('menuitem')).toHaveText(['Files…', 'From files…']);
    await expectAccessible(page, 'menu');
    await page.getByRole('menuitem', { name: 'From files…' }).press('Enter');
    await expect(composer).toBeFocused();
    await expect(options(page)).toHaveCount(5);
    await page.keyboard.press('Escape');
    await expect(composer).toHaveValue('Look ');
    await expect(options(page)).toHaveCount(0);
    await button.press('Enter');
    await page.getByRole('menuitem', { name: 'From files…' }).click();
    await composer.pressSequentially('dot');
    await options(page).click();
    await expect(page.getByRole('button', { name: names.remove('dot.png') })).toBeVisible();
    await expect(composer).toHaveValue('Look ');
    // What cannot be attached says why.
    await composer.pressSequentially('@empty');
    await expect(options(page)).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('is empty');
    await parley.close();
  });
});

test.describe('the list', () => {
  test('stays away from paths, addresses, pasted text and input methods', async ({ provider }) => {
    const parley = await launch(provider, offering('rich'));
    const { page } = parley;
    const { composer } = controls(page);
    await countOpenings(page);
    await composer.pressSequentially('/');
    await expect(options(page)).toHaveCount(1);
    await composer.press('Escape');
    await expect(options(page)).toHaveCount(0);
    await expect(composer).toHaveValue('/');
    // It stays closed until the next mark.
    await composer.pressSequentially('wor');
    await composer.pressSequentially('k a/ w@ https:// a/b me@example.org ');
    // What is pasted is text, and so is what is typed after it.
    await composer.fill('/w');
    await composer.press('ControlOrMeta+a');
    await composer.press('ControlOrMeta+x');
    await composer.press('ControlOrMeta+v');
    await expect(composer).toHaveValue('/w');
    await composer.pressSequentially('o');
    await composer.fill('');
    const client = await page.context().newCDPSession(page);
    await client.send('Input.imeSetComposition', { text: '/', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.insertText', { text: '/' });
    await expect(composer).toHaveValue('/');
    await composer.fill('');
    await composer.pressSequentially('/');
    await expect(options(page)).toHaveCount(1);
    await composer.pressSequentially('work');
    await expect(options(page)).toHaveCount(1);
    await composer.pressSequentially('/bin');
    await expect(options(page)).toHaveCount(0);
    expect(await openings(page)).toBe(2);
    // While an input method writes what is searched for, its keys are its own.
    await composer.fill('');
    await composer.pressSequentially('/w');
    await expect(options(page)).toHaveCount(1);
    await client.send('Input.imeSetComposition', {
      text: 'or',
      selectionStart: 2,
      selectionEnd: 2,
    });
    await expect(options(page)).toHaveCount(0);
    await client.send('Input.insertText', { text: 'or' });
    await expect(composer).toHaveValue('/wor');
    await expect(options(page)).toHaveCount(1);
    // Moving the caret away closes it.
    await composer.press('Home');
    await expect(options(page)).toHaveCount(0);
    await parley.close();
  });

  test('shows what failed in a line of its own, and lets the person write on', async ({
    provider,
  }) => {
    const missing = {
      ...server('missing', 'Missing'),
      transport: { kind: 'stdio', command: 'no-such-program', arguments: [], folder: '' },
    };
    const parley = await launch(provider, missing, offering('rich'));
    const { page } = parley;
    const { composer } = controls(page);
    await composer.pressSequentially('/');
    await expect(options(page)).toHaveCount(1);
    await expect(page.getByText('The program "no-such-program" was not found')).toBeVisible();
    await expectAccessible(page, 'a failure');
    await composer.pressSequentially('nothing');
    await expect(page.getByText('The program "no-such-program" was not found')).toBeHidden();
    await page.keyboard.press('Enter');
    await answered(page);
    await expect(controls(page).questions.last()).toContainText('/nothing');
    // The prompt brings its pictures and files.
    await composer.pressSequentially('/');
    await options(page).click();
    await expect(composer).toHaveValue('Look at these.\n\nAnd <b>answer</b>.');
    const chips = page.getByRole('list', { name: names.attachments }).getByRole('listitem');
    await expect(chips).toHaveCount(3);
    await expect(page.getByRole('alert')).toContainText('is a recording');
    await parley.close();
  });
});
