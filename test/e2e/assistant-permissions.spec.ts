import { expect } from '@playwright/test';
import { sample, seedAssistants } from './assistant-profile.ts';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

test('a tool is always allowed with one assistant, which then asks before each call', async ({
  provider,
}) => {
  const parley = await launchParley({
    prepare(userData) {
      seedSettings(userData, provider, { tools: { on: ['history'], off: [] } });
      seedAssistants(userData, [sample('a1', 'Librarian')]);
    },
  });
  const { page } = parley;
  const { composer, conversations, settings, settingsButton } = controls(page);
  const question = page.getByRole('group', { name: names.allowTool('Search past conversations') });
  const begin = async (query: string): Promise<void> => {
    provider.next({
      kind: 'text',
      text: '',
      toolCalls: [{ id: query, name: 'search_history', arguments: JSON.stringify({ query }) }],
    });
    provider.script({ kind: 'text', text: 'Nothing.' });
    await ask(page, `Of ${query}?`);
  };

  const button = page.getByRole('button', { name: names.assistant, exact: true });
  const popup = page.getByRole('dialog', { name: names.assistantOfThisConversation });
  await button.press('Enter');
  await expect(popup.getByRole('listbox')).toBeFocused();
  await expect(popup.getByRole('option')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(composer).toBeFocused();
  await expect(button).toHaveAccessibleDescription('Librarian');
  await begin('bees');
  await question.getByRole('button', { name: 'Always allow with Librarian' }).press('Enter');
  await answered(page);
  await begin('wasps');
  await answered(page);

  // Without the assistant, the tool asks.
  await page.keyboard.press('Control+N');
  await begin('ants');
  await expect(question).toContainText('You have not allowed this tool yet.');
  await expect(question.getByRole('button', { name: /^Always allow with/ })).toHaveCount(0);
  await question.getByRole('button', { name: names.deny }).press('Enter');
  await answered(page);

  await settingsButton.press('Enter');
  await settings.getByRole('tab', { name: names.assistants }).press('Enter');
  await settings.getByRole('button', { name: 'Edit Librarian' }).press('Enter');
  const revoke = settings.getByRole('button', {
    name: /^Revoke .* always allowed with Librarian$/,
  });
  await expect(revoke).toBeVisible();
  await settings.getByRole('switch', { name: 'Ask before each call' }).press('Space');
  await expectAccessible(page, 'the form of an assistant with a permission');
  await settings.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'This conversation too' }).press('Enter');
  await expect(settings.getByRole('button', { name: 'Edit Librarian' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  await conversations.getByRole('button', { name: 'Of bees?' }).press('Enter');
  await begin('flies');
  await expect(question).toContainText('Librarian asks before each call.');
  await question.getByRole('button', { name: names.allowOnce }).press('Enter');
  await answered(page);

  await settingsButton.press('Enter');
  await settings.getByRole('tab', { name: names.tools }).press('Enter');
  await settings.getByRole('button', { name: /^Revoke .* with Librarian$/ }).press('Enter');
  await expect(settings.getByRole('button', { name: /^Revoke/ })).toHaveCount(0);
  await parley.close();
});
