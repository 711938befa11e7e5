import { expect, type Locator, type Page } from '@playwright/test';
import { sample, seedAssistants } from './assistant-profile.ts';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { names } from './names.ts';
import { answered, ask, controls, savedConversations, seedSettings, test } from './parley.ts';
import { tabTo } from './tab-to.ts';

const assistantButton = (page: Page): Locator =>
  page.getByRole('button', { name: names.assistant, exact: true });
const popup = (page: Page): Locator =>
  page.getByRole('dialog', { name: names.assistantOfThisConversation });
const systemOf = (body: unknown): unknown =>
  (body as { readonly messages: readonly { readonly content: unknown }[] }).messages[0]?.content;

test('an assistant is made, chosen, overridden, changed and deleted with the keyboard alone', async ({
  provider,
}) => {
  let parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  let { page } = parley;
  const { userData } = parley;
  const { settings } = controls(page);
  provider.script({ kind: 'text', text: 'Oui.' });
  const bodyOf = async (number: number) => (await provider.waitForRequest(number)).body;

  await assistantButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(popup(page).getByRole('listbox')).toBeFocused();
  await expect(popup(page).getByRole('option')).toHaveText(['None']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, settings.getByRole('button', { name: names.newAssistant }));
  await page.keyboard.press('Enter');
  const nameBox = settings.getByLabel('Name', { exact: true });
  await expect(nameBox).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('alert')).toHaveText('Enter a name.');
  await page.keyboard.type('Translator');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.insertText('🦊 and more');
  await tabTo(page, settings.getByLabel('Instructions'));
  await page.keyboard.type('Translate into French.');
  // Escape does not throw away what was typed.
  await page.keyboard.press('Escape');
  await tabTo(page, settings.getByRole('button', { name: 'Add a starter' }));
  await page.keyboard.press('Enter');
  await tabTo(page, settings.getByLabel('Starter 1', { exact: true }));
  await page.keyboard.type('Good morning');
  await tabTo(page, settings.locator('summary', { hasText: names.parameters }));
  await page.keyboard.press('Enter');
  await tabTo(page, settings.getByLabel('Temperature', { exact: true }));
  await page.keyboard.type('0.4');
  await expectAccessible(page, 'the form of an assistant');
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('button', { name: 'Edit Translator' })).toBeVisible();
  await expect(settings.getByRole('button', { name: names.newAssistant })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  await assistantButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(popup(page).getByRole('option')).toHaveText(['None', '🦊Translator']);
  await expectAccessible(page, 'the choice of an assistant');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(controls(page).composer).toBeFocused();
  await expect(assistantButton(page)).toHaveAccessibleDescription('Translator');
  await expect(page.getByRole('heading', { name: 'Translator' })).toBeVisible();
  await page.getByRole('button', { name: 'Good morning' }).focus();
  await page.keyboard.press('Enter');
  await expect(controls(page).composer).toHaveValue('Good morning');
  await page.keyboard.press('Enter');
  await answered(page);
  expect(await bodyOf(1)).toMatchObject({ temperature: 0.4 });
  expect(systemOf(await bodyOf(1))).toBe('Translate into French.');

  // An override, with its origin.
  await page.getByRole('button', { name: names.parameters }).press('Enter');
  const parameters = page.getByRole('dialog', { name: names.parameters });
  await expect(parameters).toContainText('0.4, from the assistant');
  await parameters.getByLabel('Temperature', { exact: true }).fill('0.9');
  await page.keyboard.press('Enter');
  await expect(parameters).toBeHidden();

  // A change of the assistant.
  await assistantButton(page).press('Enter');
  await tabTo(page, popup(page).getByRole('button', { name: names.manageAssistants }));
  await page.keyboard.press('Enter');
  await tabTo(page, settings.getByRole('button', { name: 'Edit Translator' }));
  await page.keyboard.press('Enter');
  await tabTo(page, settings.getByLabel('Instructions'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Translate into German.');
  await tabTo(page, settings.getByRole('button', { name: names.save }));
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: names.changeConversationsToo });
  await expect(question).toContainText('One conversation has this assistant');
  await expectAccessible(page, 'the question where a change counts');
  await tabTo(page, question.getByRole('button', { name: 'This conversation too' }));
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('button', { name: 'Edit Translator' })).toBeFocused();
  await page.keyboard.press('Escape');
  await ask(page, 'Good evening');
  await answered(page);
  expect(await bodyOf(2)).toMatchObject({ temperature: 0.9 });
  expect(systemOf(await bodyOf(2))).toBe('Translate into German.');

  // Everything is there after a restart; deleting leaves the conversation usable.
  await parley.close();
  parley = await parley.relaunch();
  ({ page } = parley);
  await controls(page).conversations.getByRole('button', { name: 'Good morning' }).press('Enter');
  await expect(assistantButton(page)).toHaveAccessibleDescription('Translator');
  await assistantButton(page).press('Enter');
  await tabTo(page, popup(page).getByRole('button', { name: names.manageAssistants }));
  await page.keyboard.press('Enter');
  await tabTo(page, controls(page).settings.getByRole('button', { name: 'Delete Translator' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: names.deleteAssistant }));
  await page.keyboard.press('Enter');
  await expect(controls(page).settings.getByText('No assistants yet')).toBeVisible();
  await page.keyboard.press('Escape');
  await ask(page, 'And now?');
  await answered(page);
  expect(systemOf(await bodyOf(3))).toBe('Translate into German.');
  expect(savedConversations(userData)[0]?.assistant?.name).toBe('Translator');
  await parley.close();
});

test('many are searched; each value says where it is from and goes back there', async ({
  provider,
}) => {
  const many = Array.from({ length: 12 }, (_each, at) =>
    sample(`a${String(at)}`, `Helper ${String(at)}`),
  );
  const poet = {
    ...sample('poet', 'Poet'),
    model: { providerId: 'scripted', model: 'verse-1' },
    tools: { on: ['calculator'], off: [] },
  };
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedAssistants(userData, [...many, poet]);
    },
  });
  const { page } = parley;
  provider.script({ kind: 'text', text: 'Well.' });
  const model = page.getByRole('combobox', { name: names.model, exact: true });

  await assistantButton(page).click();
  await expect(page.getByRole('combobox', { name: 'Search assistants' })).toBeFocused();
  await page.keyboard.type('poe');
  await expect(popup(page).getByRole('option')).toHaveText(['🦊Poet']);
  await expectAccessible(page, 'the search for an assistant');
  await page.keyboard.press('Enter');
  await expect(model).toHaveValue('verse-1');

  // The model: chosen here, then the assistant's again.
  await model.click();
  await model.fill('prose-1');
  await page.keyboard.press('Enter');
  await expect(model).toHaveValue('prose-1');
  await model.click();
  await page.getByRole('button', { name: 'Use the assistant’s: verse-1' }).click();
  await expect(model).toHaveValue('verse-1');

  // The system prompt.
  await page.getByRole('button', { name: names.systemPrompt }).click();
  const prompt = page.getByRole('dialog', { name: names.systemPrompt });
  const usesAssistant = prompt.getByRole('switch', { name: 'Use the assistant’s instructions' });
  await expect(usesAssistant).toBeChecked();
  await expect(prompt.getByRole('textbox')).toHaveValue('You are Poet.');
  await usesAssistant.click();
  await prompt.getByRole('textbox').fill('Mine.');
  await prompt.getByRole('button', { name: names.save }).click();

  // The tools.
  await page.getByRole('button', { name: names.tools, exact: true }).click();
  const tools = page.getByRole('dialog', { name: names.toolsOfThisConversation });
  await expect(tools).toContainText('Chosen by the assistant.');
  await tools.getByRole('switch', { name: 'Calculator' }).click();
  await tools.getByRole('button', { name: 'Use the assistant’s' }).click();
  await expect(tools.getByRole('switch', { name: 'Calculator' })).toBeChecked();
  await page.keyboard.press('Escape');

  await ask(page, 'First?');
  await answered(page);
  const { body } = await provider.waitForRequest(1);
  expect(body).toMatchObject({ model: 'verse-1' });
  expect(JSON.stringify(body?.['tools'])).toContain('"name":"calculate"');
  expect(systemOf(body)).toContain('Mine.');

  // Another one, chosen while the conversation exists, leaves its own prompt.
  await assistantButton(page).click();
  await page.keyboard.type('helper 11');
  await page.keyboard.press('Enter');
  await expect(assistantButton(page)).toHaveAccessibleDescription('Helper 11');
  await ask(page, 'Second?');
  await answered(page);
  const second = (await provider.waitForRequest(2)).body;
  expect(systemOf(second)).toBe('Mine.');
  expect(second).not.toHaveProperty('tools');
  await parley.close();
});

test('a folder carries an assistant for the conversations that begin in it', async ({
  provider,
}) => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedAssistants(userData, [sample('poet', 'Poet')]);
      seedLibrary(userData, [
        { title: 'Old verse', folder: 'Verse', age: 1, messages: exchange('Rhyme?', 'Time.') },
      ]);
    },
  });
  const { page, userData } = parley;
  const { conversations } = controls(page);
  provider.script({ kind: 'text', text: 'Oui.' });
  await conversations.getByRole('button', { name: /^Verse/ }).press('Enter');
  const assistant = conversations.getByRole('button', { name: names.assistantOfFolder });
  await assistant.press('Enter');
  await expect(page.getByRole('menuitemcheckbox', { name: 'No assistant' })).toBeChecked();
  await page.getByRole('menuitemcheckbox', { name: '🦊 Poet' }).press('Enter');
  await expect(assistant).toHaveAccessibleName(/Poet$/);
  await conversations.getByRole('button', { name: names.newConversationHere }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New conversation in Verse');
  await expect(assistantButton(page)).toHaveAccessibleDescription('Poet');
  await ask(page, 'A new one?');
  await answered(page);
  expect(systemOf((await provider.waitForRequest(1)).body)).toBe('You are Poet.');
  const begun = savedConversations(userData).find(({ title }) => title === 'A new one?');
  expect(begun).toMatchObject({ folder: 'Verse', assistant: { name: 'Poet' } });
  const others = savedConversations(userData).filter(({ assistant }) => assistant === undefined);
  expect(others.map(({ title }) => title)).toEqual(['Old verse']);
  await parley.close();
});
