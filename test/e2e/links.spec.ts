import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import fc from 'fast-check';
import { handoverOf } from '../../src/main/links/handover.ts';
import { hostileArguments, hostileLinks } from '../main/links/hostile.ts';
import { removeFolder } from '../scratch.ts';
import type { Parley } from './launch.ts';
import { answered, ask, controls, draftSaved, savedConversations, test } from './parley.ts';
import { names } from './names.ts';

const mark = 'Filled in by a link from another program.';

/** Hands a command line to the running app as a second start does. */
function secondStart({ app }: Parley, args: readonly string[]): Promise<void> {
  const data = handoverOf({ args, cwd: '/', piped: null });
  return app.evaluate(
    ({ app: electronApp }, { data }) => {
      electronApp.emit('second-instance', {}, [], '/', data);
    },
    { data },
  );
}

/** Hands it a link as macOS does. */
function openUrl({ app }: Parley, url: string): Promise<void> {
  return app.evaluate(
    ({ app: electronApp }, { url }) => {
      electronApp.emit('open-url', { preventDefault: () => undefined }, url);
    },
    { url },
  );
}

/** All files of the data folder with their contents, but for what the runtime keeps there. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((file) => file.isFile() && !file.name.includes('.sqlite'))
      .map((file) => join(file.parentPath, file.name))
      .toSorted()
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

test('links open, search, fill in and go to the settings, and wait for dialogs and answers', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const ui = controls(page);
  await ask(page, 'What do wrens sing of?');
  await answered(page);
  const [first] = savedConversations(parley.userData);
  const [reply] = Object.values(first?.messages ?? {}).filter(({ role }) => role === 'assistant');
  // Each way to copy a link gives one that leads there.
  const copied = (): Promise<string> =>
    parley.app.evaluate(({ clipboard }) => clipboard.readText());
  const toConversation = `parley://open/${first?.id ?? ''}`;
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('copy link');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Link copied.')).toBeVisible();
  expect(await copied()).toBe(toConversation);
  await ui.log.getByRole('button', { name: names.more }).last().press('Enter');
  await page.getByRole('menuitem', { name: 'Copy link', exact: true }).press('Enter');
  await expect.poll(copied).toBe(`${toConversation}/${reply?.id ?? ''}`);
  await ui.conversations
    .getByRole('button', { name: /^What do/u })
    .first()
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy link', exact: true }).click();
  await expect.poll(copied).toBe(toConversation);
  await ui.newConversation.click();

  // The real way: a second process, which ends at once.
  expect(await parley.startAgain(['--', toConversation])).toBe(0);
  await expect(ui.questions.last()).toContainText('What do wrens sing of?');
  await ui.newConversation.click();
  await openUrl(parley, `${toConversation}/${reply?.id ?? ''}`);
  await expect(ui.answers.last()).toBeFocused();
  const gone = '99999999-2222-4333-8444-555555555555';
  await secondStart(parley, [`${toConversation}/${gone}`]);
  await expect(page.getByText('The message of this link is not in the conversation')).toBeVisible();
  await secondStart(parley, [`parley://open/${gone}`]);
  await expect(page.getByText('The conversation of this link is not here.')).toBeVisible();

  await secondStart(parley, ['parley://search?q=wrens']);
  await expect(page.getByRole('searchbox')).toHaveValue('wrens');
  await page.keyboard.press('Escape');

  // An open dialog is left alone; the link waits for it.
  await secondStart(parley, ['parley://settings/reading']);
  await expect(ui.settings.getByRole('tab', { selected: true })).toHaveText('Reading');
  await secondStart(parley, ['parley://new?prompt=From%20outside&model=scripted-model-mini']);
  await page.waitForTimeout(300);
  await expect(ui.settings).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(mark)).toBeVisible();
  await expect(ui.composer).toHaveValue('From outside');
  await expect(ui.composer).toBeFocused();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(ui.composer).toHaveValue('');
  await expect(page.getByText(mark)).toBeHidden();

  // What the person has written stays; what comes from outside is below it.
  await ui.composer.fill('My own words');
  await draftSaved(parley.userData, 'My own words');
  await secondStart(parley, ['parley://new?prompt=Their%20words']);
  await expect(ui.composer).toHaveValue('My own words\n\nTheir words');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(ui.composer).toHaveValue('My own words');
  await ui.composer.fill('');

  // An answer that streams is not left without asking.
  const live = provider.live();
  await ask(page, 'Slowly, please');
  await live.write('Once upon');
  await expect(ui.answers.last()).toContainText('Once upon');
  // No question takes the place of one about the person's own text, but links' replace each other.
  await secondStart(parley, ['ask', 'My text']);
  const question1 = page.getByText('The command line fills in a new message.');
  await expect(question1).toBeVisible();
  await secondStart(parley, ['parley://settings/usage']);
  await expect(page.getByText('wants to open the settings.')).toBeVisible();
  await secondStart(parley, ['parley://new?prompt=Quick']);
  const question2 = page.getByText('A link from another program fills in a new message.');
  await expect(question2).toBeVisible();
  await expect(page.getByText('wants to open the settings.')).toBeHidden();
  await expect(question1).toBeVisible();
  await expect(ui.answers.last()).toContainText('Once upon');
  await page.getByRole('button', { name: 'Open', exact: true }).last().click();
  await expect(ui.composer).toHaveValue('Quick');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(ui.composer).toHaveValue('Quick\n\nMy text');
  await live.finish();
  // The person sends it, and the mark is gone.
  await ui.composer.press('Enter');
  await answered(page);
  await expect(page.getByText(mark)).toBeHidden();
  expect(provider.requestsOf('stream')).toHaveLength(3);
});

test('40 hostile links and command lines do nothing to a running Parley, and 10 nothing to its start', async ({
  provider,
  parley,
}) => {
  const sample = { numRuns: 20, seed: 7 };
  // The copy of the library for a new version has been made by then.
  const mark = join(parley.userData, 'library.json');
  await expect.poll(() => existsSync(mark), { timeout: 15_000 }).toBe(true);
  const links = fc.sample(hostileLinks, sample);
  const lines = fc.sample(hostileArguments, sample);
  const before = {
    files: filesOf(parley.userData),
    requests: provider.requests.length,
    outside: parley.outside().length,
  };
  /** Everything before has arrived once the last link has. */
  const settled = async (running: Parley): Promise<void> => {
    const { settings } = controls(running.page);
    const usage = settings.getByRole('tab', { selected: true, name: 'Usage' });
    await expect(async () => {
      await running.page.keyboard.press('Escape');
      await secondStart(running, ['parley://settings/usage']);
      await expect(usage).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 20_000 });
    await running.page.keyboard.press('Escape');
  };
  const nothingDone = (running: Parley): void => {
    expect(filesOf(running.userData)).toEqual(before.files);
    expect(provider.requests.length).toBe(before.requests);
    expect(running.outside().slice(before.outside)).toEqual([]);
  };
  for (const link of links) await openUrl(parley, link);
  for (const line of lines) await secondStart(parley, line);
  await settled(parley);
  nothingDone(parley);
  expect(
    await parley.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  ).toBe(1);
  await parley.close();

  before.files = filesOf(parley.userData);
  const opened = links.slice(0, 8).map((value) => ({ event: 'open-url', value }));
  const cold = await parley.relaunch({
    args: ['--', 'parley://install?server=x', 'parley://new?prompt=%00%E2%80%AE'],
    env: { PARLEY_RUNTIME_OPENED: JSON.stringify(opened) },
  });
  before.requests = provider.requests.length;
  before.outside = cold.outside().length;
  await settled(cold);
  nothingDone(cold);
  await cold.close();
});

test('the command line fills in text and files, warm and cold, and sends only with --send', async ({
  provider,
  parley,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-share-'));
  const note = join(folder, 'field notes.md');
  writeFileSync(note, '# Wrens\n\nThey sing in winter, too.');
  const { page } = parley;
  const ui = controls(page);
  expect(await parley.startAgain(['ask', 'Sum', 'this', 'up:'], 'a long log\n')).toBe(0);
  await expect(ui.composer).toHaveValue('Sum this up:\n\na long log');
  await expect(page.getByText('Filled in from the command line.')).toBeVisible();
  await secondStart(parley, ['open', note]);
  await expect(page.getByText('field notes.md')).toBeVisible();
  expect(provider.requests.length).toBe(0);

  // What is sent goes past the box, and the draft stays.
  await secondStart(parley, ['ask', '--send', 'Now, please']);
  await expect(ui.questions.last()).toContainText('Now, please');
  await answered(page);
  await ui.newConversation.click();
  await expect(ui.composer).toHaveValue('Sum this up:\n\na long log');
  await secondStart(parley, ['open', '--send', note]);
  await expect(ui.questions.last()).toContainText('field notes.md');
  await answered(page);
  expect(JSON.stringify(provider.requestsOf('stream').at(-1)?.body)).toContain(
    'They sing in winter',
  );
  expect(provider.requestsOf('stream')).toHaveLength(2);
  expect(await parley.startAgain(['ask', '--model=x', 'Hi'])).toBe(1);
  await parley.close();

  const cold = await parley.relaunch({
    args: ['--no-sandbox', note],
    env: { PARLEY_RUNTIME_OPENED: JSON.stringify([{ event: 'open-file', value: note }]) },
  });
  // One is in the draft from before, one came by its path, one by macOS' event.
  const attached = cold.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  await expect(attached).toHaveCount(3);
  await expect(controls(cold.page).composer).toHaveValue('Sum this up:\n\na long log');
  expect(provider.requestsOf('stream')).toHaveLength(2);
  await cold.close();
  removeFolder(folder);
});
