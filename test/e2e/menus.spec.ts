import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { png } from '../main/attachments/samples.ts';
import { give, image } from './files.ts';
import { names } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test, type SharedParley } from './shared-app.ts';

declare global {
  /** In main: the context menu that opened last. */
  var openedMenu: Electron.Menu | undefined;
}

/** Keeps context menus instead of drawing them, so that a test can choose. */
function keepMenus({ app }: SharedParley): Promise<void> {
  return app.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      globalThis.openedMenu = this;
    };
  });
}

/** The labels of the context menu at an element. */
async function menuAt(
  { app }: SharedParley,
  place: Locator,
  position?: { readonly x: number; readonly y: number },
): Promise<readonly string[]> {
  await app.evaluate(() => void (globalThis.openedMenu = undefined));
  await place.click({ button: 'right', ...(position === undefined ? {} : { position }) });
  const labels = (): Promise<readonly string[] | undefined> =>
    app.evaluate(() =>
      globalThis.openedMenu?.items
        .filter(({ type }) => type !== 'separator')
        .map(({ label }) => label),
    );
  await expect.poll(labels).toBeDefined();
  return (await labels()) ?? [];
}

/** Chooses an item of the context menu that is open. */
function choose({ app }: SharedParley, label: string): Promise<void> {
  return app.evaluate((_electron, wanted) => {
    globalThis.openedMenu?.items.find((item) => item.label === wanted)?.click();
  }, label);
}

test('context menus spell, open, copy, quote and search', async ({ parley, provider }) => {
  const { page, app } = parley;
  const ui = controls(page);
  const clipboard = (): Promise<string> => app.evaluate(({ clipboard: c }) => c.readText());
  const isOn = (id: string): Promise<boolean | undefined> =>
    app.evaluate(
      ({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled,
      id,
    );

  await keepMenus(parley);
  // The menu offers only what can be done.
  expect(await isOn('find_in_conversation')).toBe(false);
  expect(await isOn('search')).toBe(true);
  provider.next({ kind: 'text', text: 'Of spring. See [the wren](https://example.org/wren).' });
  await ask(page, 'What do wrens sing of?');
  await answered(page);
  await expect.poll(() => isOn('find_in_conversation')).toBe(true);

  // A misspelt word, while spelling is checked.
  await app.evaluate(({ session }) => {
    const { defaultSession } = session as unknown as {
      defaultSession: {
        misspellings: Map<string, string[]>;
        setSpellCheckerEnabled(on: boolean): void;
      };
    };
    defaultSession.misspellings.set('wern', ['wren', 'worn']);
    defaultSession.setSpellCheckerEnabled(true);
  });
  await ui.composer.fill('wern');
  expect(await menuAt(parley, ui.composer)).toEqual([
    'wren',
    'worn',
    'Add to dictionary',
    'Undo',
    'Redo',
    'Cut',
    'Copy',
    'Paste',
    'Paste and match style',
    'Delete',
    'Select all',
  ]);
  await choose(parley, 'Add to dictionary');
  expect(await menuAt(parley, ui.composer)).not.toContain('wren');
  await app.evaluate(({ session }) => {
    session.defaultSession.removeWordFromSpellCheckerDictionary('wern');
  });
  expect(await menuAt(parley, ui.composer)).toContain('wren');
  await choose(parley, 'wren');
  await expect(ui.composer).toHaveValue('wren');
  await app.evaluate(({ session }) => session.defaultSession.setSpellCheckerEnabled(false));
  await ui.composer.fill('');

  // A link, and a selection.
  const link = ui.answers.last().getByRole('link', { name: 'the wren' });
  expect(await menuAt(parley, link)).toEqual(
    expect.arrayContaining(['Open link', 'Copy link address']),
  );
  await choose(parley, 'Copy link address');
  await expect.poll(clipboard).toBe('https://example.org/wren');
  await choose(parley, 'Open link');
  await expect
    .poll(() =>
      parley
        .outside()
        .map((each) => JSON.stringify(each))
        .join(),
    )
    .toContain('example.org/wren');
  const words = ui.answers.last().getByText('Of spring.');
  await words.evaluate((element) => {
    const range = document.createRange();
    range.setStart(element.firstChild ?? element, 3);
    range.setEnd(element.firstChild ?? element, 9);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
  expect(await menuAt(parley, words, { x: 40, y: 10 })).toContain(
    'Search conversations for “spring”',
  );
  await choose(parley, 'Quote');
  await expect(ui.composer).toHaveValue(/^> spring/u);
  await choose(parley, 'Search conversations for “spring”');
  await expect(page.getByRole('searchbox', { name: names.searchConversations })).toHaveValue(
    'spring',
  );

  // A picture, which the focused window saves where the person says.
  const target = join(parley.userData, 'saved.png');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  await ui.composer.fill('And what is this?');
  await give(page, 'paste', 'textarea', [image('cat.png', png(60, 40))]);
  await expect(page.getByRole('list', { name: names.attachments })).toHaveAttribute(
    'aria-busy',
    'false',
  );
  provider.next({ kind: 'text', text: 'A cat.' });
  await ui.composer.press('Enter');
  await answered(page);
  const picture = ui.questions.last().locator('img');
  expect(await menuAt(parley, picture)).toEqual(
    expect.arrayContaining(['Copy picture', 'Save picture…']),
  );
  await choose(parley, 'Save picture…');
  await expect
    .poll(() => existsSync(target) && readFileSync(target).equals(png(60, 40)))
    .toBe(true);
});
