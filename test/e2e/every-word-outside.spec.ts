import { expect, test } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import english from '../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage } from '../../src/shared/language/pseudo.ts';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { lookAway, seedSettings } from './parley.ts';
import { plainWords } from '../plain-words.ts';
import { plainWordsIn } from './plain-words.ts';

declare global {
  /** In main: what native dialogs and context menus would have said. */
  var wordsSaid: string[];
}

const said = (key: keyof typeof english): string => pseudoMessage('en-XA', english[key]);

test('every word of dialogs, context menus, notifications, questions and the icon is in the catalogue', async () => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'hears what the stand-in would show');
  const provider = await startProvider();
  const parley = await launchParley({
    env: { PARLEY_LANGUAGE: 'en-XA', PARLEY_RUNTIME_TRAY: 'sni' },
    prepare: (userData) =>
      seedSettings(userData, provider, {
        tray: 'icon',
        tools: { on: ['history'], off: [] },
        checkSpelling: true,
      }),
  });
  const { app, page } = parley;
  const found: string[] = [];
  const note = (where: string, texts: readonly string[]): void => {
    expect(texts.length, where).toBeGreaterThan(0);
    found.push(
      ...texts.filter((text) => plainWords(text) !== '').map((text) => `${where}: ${text}`),
    );
  };
  await app.evaluate(({ dialog, Menu }) => {
    globalThis.wordsSaid = [];
    const hear = (options: unknown): void => {
      JSON.stringify(options, (key, value: unknown) => {
        const isName = ['defaultPath', 'extensions', 'properties', 'type'].includes(key);
        if (typeof value === 'string' && !isName) globalThis.wordsSaid.push(value);
        return isName ? undefined : value;
      });
    };
    // With a window before the options, or without one.
    dialog.showOpenDialog = async (...given: unknown[]) => {
      hear(given.at(-1));
      return { canceled: true, filePaths: [] };
    };
    dialog.showSaveDialog = async (...given: unknown[]) => {
      hear(given.at(-1));
      return { canceled: true, filePath: '' };
    };
    dialog.showMessageBox = async (...given: unknown[]) => {
      hear(given.at(-1));
      // Nobody answers.
      return new Promise<Electron.MessageBoxReturnValue>(() => undefined);
    };
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      globalThis.wordsSaid.push(...this.items.map(({ label }) => label));
    };
  });
  const heard = (): Promise<readonly string[]> =>
    app.evaluate(() => globalThis.wordsSaid.splice(0));
  const message = page.getByRole('textbox', { name: said('composer.message') });
  await message.waitFor();

  // A question about a call, and what is said of it behind another program.
  const call = { id: 'c1', name: 'search_history', arguments: '{"query":"1"}' };
  provider.next({ kind: 'text', text: '2', toolCalls: [call] });
  provider.script({ kind: 'text', text: '3 [4](https://example.org/)' });
  await message.fill('5');
  await lookAway(parley);
  await message.press('Enter');
  const question = page.locator('[role="group"]', { hasText: said('approval.offer.once') }).last();
  await question.waitFor();
  found.push(...(await plainWordsIn(page, 'a question about a call')));
  await question.getByRole('button', { name: said('approval.offer.once') }).click();
  await page.locator('[data-status="complete"]').last().waitFor();
  provider.next({ kind: 'error', status: 500 }, 9);
  await message.fill('6');
  await message.press('Enter');
  await page.locator('[data-status="failed"]').last().waitFor();
  const notices = (): readonly string[] =>
    parley
      .outside()
      .filter(({ kind }) => kind === 'notification')
      .flatMap(({ url, text = '' }) => [url, text]);
  await expect.poll(() => notices().length).toBeGreaterThanOrEqual(4);
  note('notifications', notices());

  // Context menus: a text field, a link, selected words.
  await message.fill('7');
  await message.click({ button: 'right' });
  await page.getByRole('link', { name: '4' }).last().click({ button: 'right' });
  await page.locator('[data-plain]').last().selectText();
  await page.locator('[data-plain]').last().click({ button: 'right' });
  await expect
    .poll(() => app.evaluate(() => globalThis.wordsSaid.length))
    .toBeGreaterThanOrEqual(12);
  note('context menus', await heard());

  // Native dialogs, all of them cancelled.
  await page.evaluate(async () => {
    const plain = ['assistants.import', 'prompts.import', 'prompts.export', 'data.move'] as const;
    for (const name of [...plain, 'library.exportUsage'] as const) {
      await window.parley.command(name, undefined);
    }
    await window.parley.command('library.import', {});
    const what = { kind: 'everything' } as const;
    await window.parley.command('library.export', { what, format: 'markdown' });
    await window.parley.command('backup.create', { to: 'ask' });
    await window.parley.command('backup.restore', { name: null, mode: 'merge' });
  });
  note('dialogs', await heard());

  const icon = await app.evaluate(({ Tray }) => {
    const [tray] = (Tray as unknown as { readonly icons: readonly Electron.Tray[] }).icons;
    const { menu, toolTip } = tray as unknown as {
      readonly menu: Electron.Menu;
      readonly toolTip: string;
    };
    return [toolTip, ...menu.items.map(({ label }) => label)];
  });
  note('the icon', icon);

  // Quitting asks about a temporary conversation.
  await page.keyboard.press('Control+Shift+N');
  await message.fill('8');
  await message.press('Enter');
  await page.locator('[data-status="complete"]').last().waitFor();
  await app.evaluate(({ app: program }) => program.quit());
  await expect.poll(() => app.evaluate(() => globalThis.wordsSaid.length)).toBeGreaterThan(2);
  note('the question at the end', await heard());
  await parley.kill();
  await provider.close();
  expect(found).toEqual([]);
});
