import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { png } from '../main/attachments/samples.ts';
import { foundIn } from '../found-in.ts';
import { removeFolder } from '../scratch.ts';
import { expectAccessible } from './axe.ts';
import { give, image, text } from './files.ts';
import { launchParley, type Parley } from './launch.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls, savedConversations, test } from './parley.ts';
import { seedServer } from './tool-server.ts';

const canary = 'canary-9d41c7e02b8f6a35';

let running: Parley | null = null;
test.afterEach(() => running?.kill());

/** Gives every file a second name, so that its bytes outlive the folder. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [path, link] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(path, link);
    else if (entry.isFile()) linkSync(path, link);
  }
}

/** Answers the question about temporary conversations from now on. */
function answerQuit({ app }: Parley, answer: string): Promise<void> {
  return app.evaluate(({ dialog }, label) => {
    Object.assign(dialog, {
      showMessageBox(...args: readonly { message?: string; buttons?: string[] }[]) {
        const options = args.at(-1);
        Object.assign(globalThis, { askedBeforeQuit: options?.message });
        return Promise.resolve({ response: options?.buttons?.indexOf(label) ?? -1 });
      },
    });
  }, answer);
}

/** Quits as a person would. Resolves to what was asked before. */
function quit({ app }: Parley): Promise<string | undefined> {
  return app.evaluate(async ({ app: electron }) => {
    electron.quit();
    await new Promise(setImmediate);
    return (globalThis as { askedBeforeQuit?: string }).askedBeforeQuit;
  });
}

const note = (page: Page) => page.getByText('Temporary: nothing is saved');

test('a temporary conversation leaves no byte on the disk, also after kill -9', async ({
  provider,
}, info) => {
  const notes = info.outputPath('notes');
  // A short path: that of a socket in it is limited.
  const temporary = mkdtempSync(join(tmpdir(), 'parley-tmp-'));
  const linked = mkdtempSync(join(tmpdir(), 'parley-linked-'));
  const parley = await launchParley({
    prepare: (userData) =>
      seedServer(userData, provider, {
        id: 'notes',
        name: 'Notes',
        program: 'notes.ts',
        arguments: [notes],
      }),
    // The profile of the browser is in it, too.
    env: { TMPDIR: temporary },
    ownBrowser: true,
  });
  running = parley;
  const { page, userData } = parley;
  const ui = controls(page);

  await page.keyboard.press('ControlOrMeta+Shift+n');
  await expect(note(page)).toBeVisible();
  await expect(ui.composer).toBeFocused();
  await expectAccessible(page, 'an empty temporary conversation');
  const picture = Buffer.concat([png(40, 30), Buffer.from(canary)]);
  await give(page, 'paste', 'textarea', [
    image(`${canary}.png`, picture),
    text('notes.md', `# Notes\n${canary}\n${'How long is the coast? '.repeat(60)}`),
  ]);
  const list = page.getByRole('list', { name: names.attachments });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toHaveAttribute('aria-busy', 'false');
  // The next request is weighed with the files of a draft that is in memory.
  await expect(page.getByRole('button', { name: startsWith(names.contextMeter) })).toBeVisible();
  const call = { id: 'call_1', name: 'Notes__write', arguments: JSON.stringify({ text: canary }) };
  provider.next({ kind: 'text', text: `Noting ${canary}.`, toolCalls: [call] });
  provider.script({ kind: 'text', text: `The answer is ${canary}.` });
  await page.keyboard.type(`What is ${canary}?`);
  await page.keyboard.press('Enter');

  const question = page.getByRole('group', { name: names.allowTool('write') });
  await expect(question).toContainText('This leaves traces outside the temporary conversation');
  await expectAccessible(page, 'a call that leaves traces');
  await page.keyboard.press('Shift+Tab');
  await expect(question.getByRole('button', { name: names.deny })).toBeFocused();
  await question.getByRole('button', { name: names.allowOnce }).focus();
  await page.keyboard.press('Enter');
  await expect(await answered(page)).toContainText(`The answer is ${canary}.`);
  expect(readFileSync(notes, 'utf8')).toContain(canary);
  await expect(ui.composer).toBeFocused();
  await page.keyboard.type(`and ${canary} as a draft`);

  // The window may go; main has it.
  await page.waitForTimeout(600);
  await page.reload();
  await expect(await answered(page)).toContainText(canary);
  await expect(ui.composer).toHaveValue(`and ${canary} as a draft`);
  const shown = ui.questions.first().locator('img');
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(40);

  linkTree(temporary, linked);
  expect(foundIn([userData, temporary], canary)).toEqual([]);
  await parley.kill();
  expect(foundIn([userData, temporary, linked], canary)).toEqual([]);

  const next = await parley.relaunch();
  running = next;
  const now = controls(next.page);
  await expect(next.page.getByText('No conversations yet')).toBeVisible();
  await expect(now.composer).toHaveValue('');
  // The same search finds a normal conversation.
  provider.script({ kind: 'text', text: `The answer is ${canary}.` });
  await ask(next.page, 'A normal question');
  await answered(next.page);
  await expect
    .poll(() => foundIn([userData], canary))
    .toContainEqual(expect.stringMatching(/^conversations\/.*\.json$/u));
  await next.close();
  removeFolder(temporary);
  removeFolder(linked);
});

test('is kept when the person says so, and asked about before Parley quits', async ({
  parley,
  provider,
}) => {
  const { page, userData } = parley;
  const { composer, conversations } = controls(page);
  await answerQuit(parley, 'Quit');
  provider.script({ kind: 'text', text: 'Nothing much.' });
  await composer.click();
  await page.keyboard.type('/temporary');
  await page.keyboard.press('Enter');
  await expect(note(page)).toBeVisible();
  await ask(page, 'A secret');
  await answered(page);
  expect(existsSync(join(userData, 'conversations'))).toBe(false);
  await expect(conversations.getByTitle('Temporary')).toBeVisible();
  await expectAccessible(page, 'a temporary conversation');
  await expect(page.getByRole('button', { name: names.keepThisConversation })).toBeVisible();
  await page.keyboard.type('/keep');
  await page.keyboard.press('Enter');
  await expect(note(page)).toBeHidden();
  await expect(composer).toBeFocused();
  await expect.poll(() => savedConversations(userData)).toMatchObject([{ title: 'A secret' }]);

  await page.keyboard.press('ControlOrMeta+Shift+n');
  await expect(note(page)).toBeVisible();
  await ask(page, 'Another secret');
  await answered(page);
  await answerQuit(parley, 'Cancel');
  expect(await quit(parley)).toBe('Temporary conversations end when Parley quits');
  await expect(note(page)).toBeVisible();
  await answerQuit(parley, 'Keep it and quit');
  await parley.close();
  expect(savedConversations(userData).map(({ title }) => title)).toContain('Another secret');
});

test('what is typed right after its key goes to it, and a command typed at once is one', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  await answerQuit(parley, 'Quit');
  // A processor six times slower: the next key comes long before anything is loaded.
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await ui.composer.click();
  await page.keyboard.type('/temporary');
  await page.keyboard.press('Enter');
  await expect(note(page)).toBeVisible();
  await expect(ui.composer).toHaveValue('');
  expect(provider.requestsOf('stream')).toHaveLength(0);

  await ui.newConversation.click();
  await expect(note(page)).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Shift+n');
  await page.keyboard.type('A secret');
  await expect(note(page)).toBeVisible();
  await expect(ui.composer).toHaveValue('A secret');
  await ui.newConversation.click();
  await expect(note(page)).toBeHidden();
  await expect(ui.composer).toHaveValue('');
});
