import { readFileSync, writeFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { give, text } from './files.ts';
import { names } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';
import { tabTo } from './tab-to.ts';

const list = (page: Page): Locator =>
  page.getByRole('listbox', { name: names.suggestions, exact: true });
const active = (page: Page): Locator => page.locator('[role="option"][data-active]');

/** Types a command into the message box and runs it. */
async function run(page: Page, command: string, label: string): Promise<void> {
  await controls(page).composer.pressSequentially(`/${command}`);
  await expect(active(page)).toContainText(label);
  await page.keyboard.press('Enter');
  await expect(list(page)).toHaveCount(0);
}

test('prompts are kept, found, used and deleted with the keyboard alone', async ({
  parley,
  provider,
}, testInfo) => {
  const { page } = parley;
  const { composer, settings } = controls(page);
  provider.script({ kind: 'text', text: 'Dear garden.' });
  await run(page, 'prom', 'Manage prompts');
  await expect(settings.getByText('No prompts yet')).toBeVisible();
  const add = async (name: string, folder: string, text: string): Promise<void> => {
    await tabTo(page, settings.getByRole('button', { name: names.newPrompt }));
    await page.keyboard.press('Enter');
    await expect(settings.getByLabel(names.name, { exact: true })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(folder);
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(text);
    await tabTo(page, settings.getByRole('button', { name: names.save }));
    await page.keyboard.press('Enter');
    await expect(settings.getByRole('button', { name: `Edit ${name}` })).toBeVisible();
    await expect(settings.getByRole('button', { name: names.newPrompt })).toBeFocused();
  };
  await add('Letter', 'Mail', 'Write a letter.\nBe brief.');
  await add('Lines', 'mail', 'Write lines.');
  await expectAccessible(page, 'prompts');
  // Both are in one folder, whatever the case.
  await expect(settings.getByRole('list', { name: 'Mail' }).getByRole('listitem')).toHaveCount(2);
  await tabTo(page, settings.getByRole('button', { name: 'Delete Letter' }));
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('button', { name: names.undo })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('button', { name: 'Edit Letter' })).toBeFocused();
  // What is exported comes back, unless it is here.
  const file = testInfo.outputPath('prompts.json');
  await parley.app.evaluate(({ dialog }, path) => {
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: false, filePath: path }),
      showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [path] }),
    });
  }, file);
  await tabTo(page, settings.getByRole('button', { name: 'Export…' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => readFileSync(file, { encoding: 'utf8', flag: 'a+' })).toContain('Lines');
  await tabTo(page, settings.getByRole('button', { name: names.import }));
  await page.keyboard.press('Enter');
  await expect(settings.getByText('No prompt added. 2 prompts were here already.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('');
  await composer.pressSequentially('Please: /lette');
  await expect(active(page)).toContainText('Write a letter.');
  await expectAccessible(page, 'suggestions');
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue('Please: Write a letter.\nBe brief.');
  await page.keyboard.press('Enter');
  await answered(page);
  expect(JSON.stringify(provider.requests.at(-1)?.body)).toContain('Write a letter.');
  // The one that was used last is the first.
  await composer.pressSequentially('/');
  await expect(active(page)).toContainText('Letter');
  await page.keyboard.press('Escape');
  const kept = JSON.parse(readFileSync(`${parley.userData}/prompts.json`, 'utf8')) as unknown;
  expect(kept).toMatchObject({
    version: 1,
    prompts: [{ name: 'Letter', folder: 'Mail' }, { name: 'Lines' }],
  });
});

test('commands do what their buttons do', async ({ parley, provider }) => {
  const { page } = parley;
  const { composer, answers } = controls(page);
  provider.script({ kind: 'text', text: 'First.' });
  // Only what can be done is listed.
  await composer.pressSequentially('/');
  await expect(list(page).getByRole('option', { name: 'Choose a model' })).toBeVisible();
  await expect(list(page).getByRole('option', { name: 'Regenerate' })).toHaveCount(0);
  await composer.fill('');
  // Neither a path nor a word in the middle runs anything.
  await composer.pressSequentially('see /etc');
  await expect(list(page)).toHaveCount(0);
  await composer.fill('');

  await run(page, 'ass', 'Choose an assistant');
  await expect(page.getByRole('dialog', { name: names.assistantOfThisConversation })).toBeVisible();
  await page.keyboard.press('Escape');
  await composer.focus();
  await run(page, 'tools', 'Choose tools');
  await expect(page.getByRole('dialog', { name: names.toolsOfThisConversation })).toBeVisible();
  await page.keyboard.press('Escape');
  await composer.focus();
  await run(page, 'model', 'Choose a model');
  await expect(page.getByRole('combobox', { name: names.model, exact: true })).toBeFocused();
  await composer.focus();
  await run(page, 'para', 'Parameters');
  await expect(page.getByRole('dialog', { name: names.parameters })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(composer).toBeFocused();

  await composer.fill('');
  await ask(page, 'One?');
  await answered(page);
  provider.script({ kind: 'text', text: 'Second.' });
  await composer.pressSequentially('Keep this /rege');
  await page.keyboard.press('Enter');
  await expect(answers.last()).toContainText('Second.');
  await expect(composer).toHaveValue('Keep this ');
  await composer.fill('');
  await run(page, 'find', 'Find in this conversation');
  await expect(page.getByRole('textbox', { name: names.findInConversation })).toBeFocused();
  await page.keyboard.press('Escape');
  await composer.focus();
  await run(page, 'ren', 'Rename this conversation');
  await expect(page.getByRole('textbox', { name: names.title })).toBeFocused();
  await page.keyboard.type('Numbers');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Numbers' })).toBeVisible();
  await run(page, 'new', 'New conversation');
  await expect(page.getByRole('heading', { name: names.newConversation })).toBeVisible();
});

/** Saves a prompt as the settings do. */
async function savePrompt(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate((prompt) => window.parley.command('prompts.save', { prompt }), {
    name,
    folder: '',
    text,
  });
}

test('variables of every kind are filled in with the keyboard alone, and previewed', async ({
  parley,
  provider,
}, testInfo) => {
  const { page, app } = parley;
  const { composer, answers } = controls(page);
  const file = testInfo.outputPath('notes.txt');
  writeFileSync(file, 'Some notes.');
  await app.evaluate(async ({ dialog, clipboard }, path) => {
    Object.assign(dialog, {
      showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [path] }),
    });
    await clipboard.writeText('copied words');
  }, file);
  await savePrompt(page, 'Plain', 'No variables.');
  await savePrompt(
    page,
    'All kinds',
    [
      'To {{who}}, {{count: number = 2}} times, {{tone: kind | short}}.',
      '{{polite: checkbox = Say please.}} By {{day: date}}, today is {{date}}.',
      'See {{notes: file}}. Copied: {{clipboard}}. Selected: {{selection}}. {{more?}}',
    ].join('\n'),
  );
  provider.script({ kind: 'text', text: 'One line.\n\n- first\n- second' });
  await ask(page, 'Hello');
  await answered(page);
  await answers.last().getByText('One line.').click({ clickCount: 3 });
  await composer.click();
  await composer.pressSequentially('Draft /all');
  await expect(active(page)).toContainText('All kinds');
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'All kinds, Prompts' });
  const preview = form.getByRole('region', { name: names.preview });
  await expect(form.getByLabel('clipboard')).toHaveValue('copied words');
  await expect(form.getByLabel('selection')).toHaveValue('One line.');
  await expect(form.getByLabel('who')).toBeFocused();
  await expectAccessible(page, 'variables');
  // What is required is asked for; Esc would leave the draft as it was.
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert').first()).toHaveText('Fill this in.');
  await page.keyboard.type('Ann');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await page.keyboard.type('s');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, form.getByRole('button', { name: 'notes Choose files…' }));
  await page.keyboard.press('Enter');
  await expect(form.getByText('notes.txt', { exact: true })).toBeVisible();
  await expect(preview).toContainText('To Ann, 5 times, short.');
  await expect(preview).toContainText('Say please.');
  await tabTo(page, form.getByLabel('more'));
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  await expect(composer).toBeFocused();
  const today = new Date().toLocaleDateString('sv');
  await expect(composer).toHaveValue(
    [
      'Draft To Ann, 5 times, short.',
      `Say please. By ${today}, today is ${today}.`,
      'See notes.txt. Copied: copied words. Selected: One line.. ',
    ].join('\n'),
  );
  await page.keyboard.press('Enter');
  const { body } = await provider.waitForRequest(2);
  expect(JSON.stringify(body)).toContain('Some notes.');

  // Values are remembered; what is selected in the box is replaced and put in.
  await composer.fill('Replace me');
  await composer.press('ControlOrMeta+a');
  await composer.pressSequentially('/all');
  await page.keyboard.press('Enter');
  await expect(form.getByLabel('who')).toHaveValue('Ann');
  await expect(form.getByLabel('count')).toHaveValue('5');
  await expect(form.getByLabel('tone')).toHaveValue('short');
  await expect(form.getByRole('checkbox', { name: 'polite' })).toBeChecked();
  await expect(form.getByLabel('selection')).toHaveValue('Replace me');
  await page.keyboard.press('Escape');
  await expect(composer).toHaveValue('Replace me');
});

test('an at sign mentions attachments and brings in other conversations', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const { composer } = controls(page);
  provider.script({ kind: 'text', text: 'Oaks grow slowly.' });
  await ask(page, 'Tell me about trees');
  await answered(page);
  await run(page, 'new', 'New conversation');
  await give(page, 'paste', 'textarea', [text('leaf.txt', 'A leaf.')]);
  const chips = page.getByRole('list', { name: names.attachments }).getByRole('listitem');
  await expect(chips).toHaveCount(1);
  await composer.pressSequentially('Compare @le');
  await expect(active(page)).toContainText('leaf.txt');
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue('Compare leaf.txt');
  await composer.pressSequentially(' with @');
  await expect(list(page).getByRole('group', { name: 'Conversations' })).toBeVisible();
  await composer.pressSequentially('tre');
  await expect(active(page)).toContainText('Tell me about trees');
  await expectAccessible(page, 'mentions');
  await page.keyboard.press('Enter');
  await expect(chips).toHaveCount(2);
  await expect(chips.last()).toContainText('Tell me about trees.md');
  await expect(composer).toHaveValue('Compare leaf.txt with ');
  await expect(composer).toBeFocused();
  await page.keyboard.press('Enter');
  const { body } = await provider.waitForRequest(2);
  expect(JSON.stringify(body)).toContain('A leaf.');
  expect(JSON.stringify(body)).toContain('Oaks grow slowly.');
  await answered(page);
  // What was sent can be mentioned, too; the conversation itself is not offered.
  await composer.pressSequentially('@');
  await expect(list(page).getByRole('option', { name: 'leaf.txt' })).toBeVisible();
  await expect(
    list(page).getByRole('group', { name: 'Conversations' }).getByRole('option'),
  ).toHaveCount(1);
});
