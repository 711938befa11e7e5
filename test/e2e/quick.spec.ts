import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { expectAccessible } from './axe.ts';
import { names } from './names.ts';
import { answered, ask, controls, savedConversations, test } from './parley.ts';
import {
  canChoose,
  goTo,
  isShown,
  launchQuick,
  quickPage,
  windows,
  type StandIn,
} from './quick-window.ts';

/** What the page of the quick window writes down in a test. */
interface Seen {
  readonly seen: readonly { readonly at: number; readonly text: string }[];
}

const twoDisplays = [
  { id: 1, x: 0, y: 0, width: 1440, height: 900 },
  { id: 2, x: 1440, y: 0, width: 2560, height: 1440, scaleFactor: 1.5, bar: 30 },
];

test.beforeEach(async () => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'needs other programs and displays');
});

test('the quick window is a second client of a conversation, and gives the focus back', async ({
  provider,
}) => {
  const parley = await launchQuick(provider, {
    env: { PARLEY_RUNTIME_DISPLAYS: JSON.stringify(twoDisplays) },
  });
  const quick = await quickPage(parley);
  await goTo(parley, 'Editor');
  await parley.app.evaluate(({ BrowserWindow, screen }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    (screen as unknown as { moveCursor(to: object): void }).moveCursor({ x: 2000, y: 400 });
  });
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(() => isShown(parley)).toBe(true);
  const shown = await windows(parley);
  expect(shown).toMatchObject({
    quick: [{ isFocused: true, bounds: { x: 2400, y: 302, width: 640, height: 440 } }],
    others: [{ isVisible: false }],
  });

  // The keyboard is in the message box: type, ask, ask on, copy.
  const live = provider.live();
  await quick.keyboard.type('Who sings?');
  await quick.keyboard.press('Enter');
  await live.write('The wren');
  await expect(controls(quick).answers.last()).toContainText('The wren');
  await expectAccessible(quick, 'the quick window');
  // The menu has what this window has.
  const ids = ['new_conversation', 'undo', 'command_palette', 'find_in_conversation'];
  expect(await canChoose(parley, ids)).toEqual([true, true, false, false]);
  // It stays while an answer streams, whoever has the focus; Esc stops the answer first.
  await goTo(parley, 'Editor');
  expect(await isShown(parley)).toBe(true);
  expect(await canChoose(parley, ids)).toEqual([true, true, true, false]);
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(async () => (await windows(parley)).quick[0]?.isFocused).toBe(true);
  await quick.keyboard.press('Escape');
  await expect(controls(quick).answers.last()).toHaveAttribute('data-status', 'stopped');
  provider.next({ kind: 'text', text: 'In the hedge.' });
  await ask(quick, 'Where?');
  await expect(await answered(quick)).toContainText('In the hedge.');
  await quick.getByRole('button', { name: 'Copy answer' }).click();
  await expect
    .poll(() => parley.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('In the hedge.');

  // Then it clears, then it goes, and whoever had the focus has it again.
  await controls(quick).composer.fill('Not this');
  await quick.keyboard.press('Escape');
  await expect(controls(quick).composer).toHaveValue('');
  expect(await isShown(parley)).toBe(true);
  // Where it is moved, it is the next time on this display.
  await parley.app.evaluate(({ BrowserWindow }) => {
    const all = BrowserWindow.getAllWindows();
    all.find(({ webContents }) => webContents.getURL().includes('quick'))?.setPosition(2500, 200);
  });
  // Loaded again, its page still knows how.
  await quick.reload();
  await expect(controls(quick).answers).toHaveCount(2);
  await controls(quick).composer.focus();
  await quick.keyboard.press('Escape');
  await expect.poll(() => isShown(parley)).toBe(false);
  expect(await windows(parley)).toMatchObject({
    program: 'Editor',
    others: [{ isVisible: false }],
  });

  // The next one begins anew; ↑ leads back, and the conversation is an ordinary one.
  await parley.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.showInactive(),
  );
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(() => isShown(parley)).toBe(true);
  expect((await windows(parley)).quick).toMatchObject([{ bounds: { x: 2500, y: 200 } }]);
  await expect(controls(quick).answers).toHaveCount(0);
  // A shortcut is offered once.
  await quick.getByRole('button', { name: 'Not now' }).click();
  await expect(quick.getByText('A shortcut opens this window')).toHaveCount(0);
  // A dialog of its own is no other place to which the person goes.
  const chosen = join(parley.userData, 'wren.txt');
  writeFileSync(chosen, 'A wren.');
  await parley.app.evaluate(({ app, dialog }, path) => {
    dialog.showOpenDialog = async () => {
      (app as unknown as StandIn).otherPrograms.focus('Chooser');
      // Longer than the window would take to go.
      await new Promise((resolve) => void setTimeout(resolve, 700));
      return { canceled: false, filePaths: [path] };
    };
  }, chosen);
  await quick.getByRole('button', { name: names.attachFiles }).click();
  const attachments = quick.getByRole('list', { name: names.attachments });
  await expect(attachments).toContainText('wren.txt');
  expect(await isShown(parley)).toBe(true);
  await controls(quick).composer.focus();
  await quick.keyboard.press('Escape');
  await expect(attachments).toHaveCount(0);
  await quick.keyboard.press('ArrowUp');
  await expect(controls(quick).answers).toHaveCount(2);
  await quick.getByRole('button', { name: 'Open in Parley' }).click();
  await expect(controls(parley.page).answers.last()).toContainText('In the hedge.');
  await expect.poll(() => isShown(parley)).toBe(false);
  expect(await windows(parley)).toMatchObject({ others: [{ isFocused: true }] });
  expect(savedConversations(parley.userData)).toMatchObject([{ folder: 'Quick' }]);

  // Off: no window is kept.
  await controls(parley.page).settingsButton.click();
  await controls(parley.page).settings.getByRole('tab', { name: 'General' }).click();
  await controls(parley.page).settings.getByRole('switch', { name: names.quickAsk }).click();
  await expect.poll(async () => (await windows(parley)).quick).toEqual([]);
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(() => isShown(parley)).toBe(true);
  expect(await parley.startAgain(['--quick-ask'])).toBe(0);
  await expect.poll(async () => (await windows(parley)).quick).toEqual([]);
  await parley.close();
});

test('100 shows: one page, nothing of before, the focus back, the main window never', async ({
  provider,
}) => {
  test.setTimeout(300_000);
  const parley = await launchQuick(provider);
  const quick = await quickPage(parley);
  await parley.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await quick.evaluate(() => {
    // The time at which a show was drawn, and what text was there then.
    const seen: { at: number; text: string }[] = [];
    Object.assign(globalThis, { seen });
    window.parley.on('quick', ({ kind }) => {
      if (kind !== 'shown') return;
      const text = document.body.innerText;
      requestAnimationFrame(() => seen.push({ at: Date.now(), text }));
    });
  });
  await goTo(parley, 'Editor');
  const summon = (): Promise<number> =>
    parley.app.evaluate(({ app }) => {
      const at = Date.now();
      const commandLine = JSON.stringify({
        version: 1,
        args: ['--quick-ask'],
        cwd: '/',
        piped: null,
      });
      app.emit('second-instance', {}, [], '/', { commandLine });
      return at;
    });
  const [before] = (await windows(parley)).quick;
  const blank = await quick.screenshot();
  const times: number[] = [];
  for (let n = 1; n <= 100; n += 1) {
    const secret = `secret${String(n)}`;
    const from = await summon();
    await quick.waitForFunction((n) => (globalThis as unknown as Seen).seen.length === n, n);
    times.push(
      (await quick.evaluate(() => (globalThis as unknown as Seen).seen.at(-1)?.at ?? 0)) - from,
    );
    if (n % 10 === 0) {
      await ask(quick, secret);
      await answered(quick);
    } else await controls(quick).composer.fill(secret);
    if (n % 3 === 0) await summon();
    else if (n % 10 !== 0) await quick.keyboard.press('Escape');
    if (n % 3 !== 0) await quick.keyboard.press('Escape');
    await expect.poll(() => isShown(parley), `after show ${String(n)}`).toBe(false);
    const now = await windows(parley);
    expect(now.program).toBe('Editor');
    expect(now.others).toMatchObject([{ isVisible: false }]);
    expect(now.quick).toMatchObject([{ id: before?.id }]);
  }
  await expect.poll(async () => (await quick.screenshot()).equals(blank)).toBe(true);
  const texts = await quick.evaluate(() =>
    (globalThis as unknown as Seen).seen.map((each) => each.text),
  );
  expect(texts).toHaveLength(100);
  expect(texts.join()).not.toContain('secret');
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `shown and drawn after ${String(sorted[50])} ms (median), ${String(sorted[95])} ms (p95)`,
  );
  await parley.close();
});
