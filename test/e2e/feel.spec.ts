import { expect, type Page } from '@playwright/test';
import { names } from './names.ts';
import { answered, ask, controls, draftSaved } from './parley.ts';
import { test } from './shared-app.ts';

// What the best programs feel like, row by row of the list of 25. The second half is in
// feel-more.spec.ts. In one worker, so that the tests share one app.
test.describe.configure({ mode: 'default' });

/** All that the person has made, as main has it. */
const everything = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const { parley } = window;
    const start = await parley.command('app.start', { shown: null });
    const heads = start.ok ? start.value.heads : [];
    const opened = await Promise.all(
      heads.map(({ id }) => parley.command('conversation.open', { conversationId: id })),
    );
    const prompts = await parley.command('prompts.list', undefined);
    const conversations = opened.map((each) => (each.ok ? each.value.conversation : null));
    return JSON.parse(
      JSON.stringify({ conversations, prompts }, (key, value: unknown) =>
        key === 'updatedAt' || key === 'deletedBranches' ? undefined : value,
      ),
    ) as unknown;
  });

const undone = (page: Page) => page.getByText(/^Undone: /u);

test('1 the first key is never lost, with a processor six times slower', async ({ parley }) => {
  const { page } = parley;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.reload({ waitUntil: 'commit' });
  // The window is shown with its first picture; from then on a person types.
  await page.waitForFunction(() => document.querySelector('textarea') !== null);
  const typed = 'twenty keys at start';
  await page.keyboard.type(typed);
  await expect(controls(page).composer).toHaveValue(typed);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
});

test('1 nor are letters and Enter of a palette that is not there yet', async ({ parley }) => {
  const { page } = parley;
  await controls(page).composer.fill('a draft');
  // In one task: nothing is drawn in between.
  await page.evaluate(() => {
    const press = (key: string, more: KeyboardEventInit = {}) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
      );
    press('P', { code: 'KeyP', ctrlKey: true, shiftKey: true });
    for (const key of 'keyboard short') press(key);
    press('Enter');
  });
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(controls(page).composer).toHaveValue('a draft');
  await expect(controls(page).questions).toHaveCount(0);
});

test('2 no script moves a caret or the focus that the person has placed', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { composer, conversations } = controls(page);
  const live = provider.live();
  await ask(page, 'Go on');
  await live.write('It grows');
  await page.keyboard.type('unsent words');
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowLeft');
  const caret = () =>
    composer.evaluate((box) => [
      (box as HTMLTextAreaElement).selectionStart,
      document.activeElement === box,
    ]);
  expect(await caret()).toEqual([7, true]);
  await page.evaluate(() => {
    const moves: string[] = [];
    const prototypes = [HTMLTextAreaElement.prototype, HTMLElement.prototype];
    for (const [index, name] of ['setSelectionRange', 'focus'].entries()) {
      const prototype = prototypes[index] ?? {};
      const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
      Reflect.set(prototype, name, function moved(this: unknown, ...args: unknown[]) {
        moves.push(name);
        return Reflect.apply(original, this, args);
      });
    }
    Object.assign(globalThis, { moves });
  });
  await live.write(' and grows');
  await live.finish();
  await answered(page);
  // A conversation that another window renames, and a setting that changes.
  await page.evaluate(async () => {
    const start = await window.parley.command('app.start', { shown: null });
    const conversationIds = start.ok ? start.value.heads.map(({ id }) => id) : [];
    const patch = { title: 'Named elsewhere' };
    await window.parley.command('conversation.update', { conversationIds, patch });
  });
  await expect(conversations).toContainText('Named elsewhere');
  expect(await caret()).toEqual([7, true]);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'moves') as unknown)).toEqual([]);
});

test('3 five changes of five kinds are taken back with the keyboard, to the last byte', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { composer, conversations } = controls(page);
  provider.next({ kind: 'text', text: 'Of spring.' });
  await ask(page, 'What do wrens sing of?');
  await answered(page);
  await page.evaluate(() =>
    window.parley.command('prompts.save', { prompt: { name: 'Note', folder: '', text: 'Hm.' } }),
  );
  const before = await everything(page);
  await page.evaluate(async () => {
    const { parley: app } = window;
    const start = await app.command('app.start', { shown: null });
    const prompts = await app.command('prompts.list', undefined);
    if (!start.ok || !prompts.ok) return;
    const [{ id: conversationId, leafId } = { id: '', leafId: null }] = start.value.heads;
    const conversationIds = [conversationId];
    await app.command('prompts.delete', { promptId: prompts.value[0]?.id ?? '' });
    await app.command('conversation.update', { conversationIds, patch: { title: 'Birds' } });
    await app.command('conversation.update', { conversationIds, patch: { folder: 'Zoo' } });
    await app.command('conversation.deleteBranch', { conversationId, messageId: leafId ?? '' });
  });
  await page.keyboard.press('Control+Shift+Backspace');
  await expect(conversations).not.toContainText('Birds');
  for (const kind of ['Delete “Birds”', 'Delete branch', 'Move', 'Rename', 'Delete prompt']) {
    await page.keyboard.press('Control+z');
    await expect(undone(page)).toContainText(`Undone: ${kind}`);
  }
  expect(await everything(page)).toEqual(before);
  // What is typed last is taken back first, and the other way with Shift.
  await composer.focus();
  await page.keyboard.type('typed');
  await page.keyboard.press('Control+z');
  await expect(composer).toHaveValue('');
  expect(await everything(page)).toEqual(before);
  await page.keyboard.press('Control+Shift+z');
  await expect(composer).toHaveValue('typed');
});

test('4 nothing asks before what can be undone; what cannot names the thing and the count', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { conversations } = controls(page);
  for (const title of ['apple', 'banana']) {
    provider.next({ kind: 'text', text: 'Fruit.' });
    await ask(page, title);
    await answered(page);
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(conversations).not.toContainText(title);
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: names.trash, exact: true }).click();
  await page.getByRole('button', { name: names.emptyTrash }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(/2|two/u);
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await page.keyboard.press('Escape');
});

test('5 a window that is loaded again is as it was: conversation, draft, panels, Undo', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { composer, answers } = controls(page);
  provider.next({ kind: 'text', text: 'A line of an answer.\n\n'.repeat(80) });
  await ask(page, 'Tell me much');
  await answered(page);
  await page.evaluate(() =>
    window.parley.command('prompts.save', { prompt: { name: 'Note', folder: '', text: 'Hm.' } }),
  );
  await composer.fill('half a thought');
  const sidebar = page.getByRole('button', { name: names.hideSidebar });
  const width = await controls(page).conversations.evaluate((list) => list.clientWidth);
  await draftSaved(parley.userData, 'half a thought');
  await page.reload();
  await expect(composer).toHaveValue('half a thought');
  await expect(answers.last()).toContainText('A line of an answer.');
  await expect(sidebar).toHaveAttribute('aria-expanded', 'true');
  expect(await controls(page).conversations.evaluate((list) => list.clientWidth)).toBe(width);
  await composer.fill('');
  await page.getByRole('heading').first().click();
  const state = await page.evaluate(() => window.parley.command('undo.state', undefined));
  expect(state).toMatchObject({ value: { undo: { kind: 'prompt_saved' } } });
});

test('7 ArrowUp in an empty box edits the last message, and Esc goes one step back', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  provider.next({ kind: 'text', text: 'Yes.' });
  await ask(page, 'Is it so?');
  await answered(page);
  await composer.press('ArrowUp');
  const edit = page.getByRole('textbox', { name: names.editedText });
  await expect(edit).toBeFocused();
  await expect(edit).toHaveValue('Is it so?');
  await page.keyboard.press('Escape');
  await expect(edit).toBeHidden();
  await expect(composer).toBeFocused();
  // With find above an answer that streams, Esc closes find first, then stops the answer.
  const live = provider.live();
  await ask(page, 'Go on');
  await live.write('It grows');
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await expect(controls(page).stopButton).toBeVisible();
  await page.keyboard.press('Escape');
  await answered(page, 'stopped');
});

test('10 the ring is for the keyboard, and the focus comes back, also after a deletion', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  for (const title of ['one', 'two', 'three']) {
    provider.next({ kind: 'text', text: 'Ok.' });
    await ask(page, title);
    await answered(page);
    await page.keyboard.press('Control+n');
  }
  const ringed = () => page.evaluate(() => document.activeElement?.matches(':focus-visible'));
  await ui.settingsButton.click();
  await page.keyboard.press('Escape');
  await expect(ui.settings).toBeHidden();
  await expect(ui.settingsButton).toBeFocused();
  await page.getByRole('button', { name: names.trash, exact: true }).hover();
  await page.mouse.down();
  expect(await ringed()).toBe(false);
  await page.mouse.up();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await ringed()).toBe(true);
  const row = (title: string) => ui.conversations.getByRole('button', { name: title, exact: true });
  await row('two').focus();
  await page.keyboard.press('Delete');
  await expect(row('two')).toHaveCount(0);
  await expect(row('one')).toBeFocused();
  // At an end a new press goes on at the other; a held key stays.
  await page.keyboard.press('ArrowDown');
  await expect(row('three')).toBeFocused();
});
