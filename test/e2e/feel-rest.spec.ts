import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { png } from '../main/attachments/samples.ts';
import { give, image } from './files.ts';
import { names } from './names.ts';
import { answered, ask, controls, lookAway } from './parley.ts';
import { test, type SharedParley } from './shared-app.ts';

// The last rows of feel.spec.ts, with the same app.
test.describe.configure({ mode: 'default' });

const isStandIn = async (): Promise<boolean> => (await chooseRuntime()).kind === 'stand-in';

/** Copies a text as another program would, selects this stretch of the box, and pastes. */
async function paste(
  { page }: SharedParley,
  text: string,
  [from, to]: readonly [number, number],
  keys = 'Control+v',
): Promise<void> {
  const { composer } = controls(page);
  await page.evaluate((copied) => {
    document.addEventListener(
      'copy',
      (event) => {
        event.clipboardData?.setData('text/plain', copied);
        event.preventDefault();
      },
      { once: true },
    );
  }, text);
  await composer.press('Control+c');
  await composer.evaluate(
    (box, [start, end]) => (box as HTMLTextAreaElement).setSelectionRange(start, end),
    [from, to] as const,
  );
  await page.keyboard.press(keys);
}

const clipboardText = ({ app }: SharedParley): Promise<string> =>
  app.evaluate(({ clipboard }) => clipboard.readText());

test('16 pasting does what is meant: a link, an attachment, a chip; Shift pastes plain', async ({
  parley,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  await composer.fill('see the wren there');
  await paste(parley, 'https://example.org/wren', [4, 12]);
  await expect(composer).toHaveValue('see [the wren](https://example.org/wren) there');
  await page.keyboard.press('Control+z');
  await expect(composer).toHaveValue('see the wren there');
  await paste(parley, 'https://example.org/wren', [4, 12], 'Control+Shift+v');
  await expect(composer).toHaveValue('see https://example.org/wren there');
  await give(page, 'paste', 'textarea', [image('bird.png', png(8, 8))]);
  await expect(page.getByText('bird.png')).toBeVisible();
  await composer.fill('');
  await paste(parley, 'A long line of text.\n'.repeat(2000), [0, 0]);
  const chip = page.getByRole('button', { name: names.removePastedText });
  await expect(chip).toBeVisible();
  await expect(composer).toHaveValue('');
  // What is taken out comes back.
  const takenOut = () => page.evaluate(() => window.parley.command('undo.state', undefined));
  await chip.click();
  await expect.poll(takenOut).toMatchObject({ value: { undo: { kind: 'draft_changed' } } });
  await page.keyboard.press('Control+z');
  await expect(chip).toBeVisible();
  await page.getByRole('button', { name: names.remove('bird.png') }).click();
  await expect.poll(takenOut).toMatchObject({ value: { undo: { kind: 'draft_changed' } } });
  await page.keyboard.press('Control+z');
  await expect(page.getByText('bird.png')).toBeVisible();
});

test('17 an answer that is dragged out is a file with a sensible name', async ({
  parley,
  provider,
}) => {
  test.skip(!(await isStandIn()), 'reads what the stand-in would drag');
  const { page, app } = parley;
  provider.next({ kind: 'text', text: 'In the hedge.' });
  await ask(page, 'Where do wrens live?');
  const answer = await answered(page);
  const dragged = () =>
    app.evaluate(({ app: program }) => {
      const { desktopCalls } = program as unknown as {
        readonly desktopCalls: readonly { readonly call: string; readonly args: string[] }[];
      };
      return desktopCalls.findLast(({ call }) => call === 'startDrag')?.args[0] ?? '';
    });
  await answer.getByRole('button', { name: names.more }).hover();
  await page.mouse.down();
  await page.mouse.move(5, 5, { steps: 4 });
  await expect.poll(dragged).toContain('Where do wrens live.md');
  await page.mouse.up();
  expect(readFileSync(await dragged(), 'utf8')).toContain('In the hedge.');
});

test('18 copying gives rich and plain text at once, and code without its fence', async ({
  parley,
  provider,
}) => {
  const { page, app } = parley;
  provider.next({ kind: 'text', text: 'A **bold** word.\n\n```js\nlet wren = 1;\n```\n' });
  await ask(page, 'Show me');
  const answer = await answered(page);
  await answer.getByRole('button', { name: names.copyCode }).click();
  await expect.poll(() => clipboardText(parley)).toBe('let wren = 1;\n');
  await answer.getByRole('button', { name: names.more }).click();
  await page.getByRole('menuitem', { name: names.copyAsRichText }).click();
  await expect.poll(() => clipboardText(parley)).toContain('bold');
  const html = await app.evaluate(async ({ clipboard }) => {
    const [item] = await clipboard.read();
    const isRich = item?.types.includes('text/html') === true;
    return isRich ? (await item.getType('text/html')).text() : '';
  });
  expect(html).toMatch(/<(strong|b)\b/u);
});

test('19 it tells of an answer only to those who look elsewhere, and leads to it', async ({
  parley,
  provider,
}) => {
  test.skip(!(await isStandIn()), 'reads what the stand-in wrote down');
  const { page, app } = parley;
  const notices = () => parley.outside().filter(({ kind }) => kind === 'notification').length;
  provider.next({ kind: 'text', text: 'In front.' });
  await ask(page, 'Where are you?');
  await answered(page);
  expect(notices()).toBe(0);
  const live = provider.live();
  await ask(page, 'Tell me of owls');
  await live.write('Owls');
  await page.keyboard.press('Control+n');
  await lookAway(parley);
  await live.finish();
  await expect.poll(notices).toBe(1);
  await app.evaluate(({ Notification }) => {
    const { shown } = Notification as unknown as {
      readonly shown: readonly { emit(event: 'click'): boolean }[];
    };
    shown.at(-1)?.emit('click');
  });
  await expect(controls(page).answers.last()).toContainText('Owls');
});

test('20 menus are the system’s, in text fields too (look-up, services and emoji only on Electron)', async ({
  parley,
}) => {
  test.skip(!(await isStandIn()), 'reads what the stand-in would draw');
  const { page, app } = parley;
  await app.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      Object.assign(globalThis, { feltRoles: this.items.map(({ role }) => role) });
    };
  });
  await controls(page).composer.fill('words');
  await controls(page).composer.click({ button: 'right' });
  const roles = () => app.evaluate(() => Reflect.get(globalThis, 'feltRoles') as unknown);
  await expect.poll(roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste']));
});

test('22 results come while one types, and the row under the finger stays', async ({ parley }) => {
  const { page } = parley;
  for (const title of ['wren one', 'wren two', 'owl']) {
    await ask(page, title);
    await answered(page);
    await page.keyboard.press('Control+n');
  }
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('wren');
  const active = page.locator('[role="option"][aria-selected="true"]');
  await page.keyboard.press('ArrowDown');
  const reached = await active.textContent();
  // Something arrives late.
  await page.evaluate(() => window.parley.command('conversation.create', { title: 'wren zero' }));
  await expect(active).toHaveText(reached ?? '');
  await page.keyboard.press('Escape');
});

test('23 settings hold at once, are found, go back one by one, and their file can be read', async ({
  parley,
}) => {
  const { page, userData } = parley;
  const { settings } = controls(page);
  const file = () => JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8')) as unknown;
  const choose = (theme: 'dark' | 'system') =>
    page.evaluate((next) => window.parley.command('settings.update', { theme: next }), theme);
  await page.keyboard.press('Control+Comma');
  await settings.waitFor();
  await choose('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(file).toMatchObject({ theme: 'dark' });
  // What differs from its default can go back to it, and only that.
  await settings.getByRole('tab', { name: names.general, exact: true }).click();
  const reset = settings.getByRole('button', { name: names.resetOf('Appearance') });
  await expect(settings.getByRole('button', { name: names.resetOf('Language') })).toHaveCount(0);
  await reset.press('Enter');
  await expect.poll(file).toMatchObject({ theme: 'system' });
  await expect(reset).toHaveCount(0);
  const theme = settings.getByRole('combobox', { name: 'Appearance' });
  await expect(theme).toBeFocused();
  // A setting is found on any page, by its name, its description and its choices.
  const search = settings.getByRole('combobox', { name: names.searchSettings });
  const options = settings.locator('[role="option"]');
  await search.fill('dark');
  await expect(settings.getByRole('status').first()).toHaveText('1 found');
  await expect(options.first()).toContainText('Appearance');
  await search.fill('port');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(options.first()).toContainText('Port');
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('textbox', { name: 'Port', exact: true })).toBeFocused();
  await search.fill('no such thing');
  await expect(settings.getByRole('status').first()).toHaveText('Nothing found.');
  // Esc goes back one step at a time.
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  // The palette finds each section.
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('>reading');
  await expect(page.getByRole('option').first()).toContainText('Reading');
  await page.keyboard.press('Escape');
});

test('24 a conversation has a link, which leads to it', async ({ parley, provider }) => {
  const { page, app } = parley;
  provider.next({ kind: 'text', text: 'Of spring.' });
  await ask(page, 'What do wrens sing of?');
  await answered(page);
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('>copy link');
  await page.keyboard.press('Enter');
  await expect.poll(() => clipboardText(parley)).toMatch(/^parley:\/\/open\/[0-9a-f-]{36}$/u);
  await page.keyboard.press('Control+n');
  const link = await clipboardText(parley);
  await app.evaluate(({ app: program }, url) => {
    program.emit('open-url', { preventDefault: () => undefined }, url);
  }, link);
  await expect(controls(page).answers.last()).toContainText('Of spring.');
});

test('25 the empty page teaches with its own controls, and no tour stands in the way', async ({
  parley,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(composer).toBeFocused();
  await page.getByRole('button', { name: /^Explain something/u }).click();
  await expect(composer).not.toHaveValue('');
  await expect(composer).toBeFocused();
});
