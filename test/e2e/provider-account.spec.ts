import { expect } from '@playwright/test';
import { names } from './names.ts';
import { answered, ask, test } from './parley.ts';
import { expectBothAccessible, openForm } from './provider-form.ts';

test('further keys, the account and the patience of a provider are entered and sent', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  let form = await openForm(parley);
  await form.getByRole('textbox', { name: names.apiKey }).fill('sk-first-key-0001');
  await form.getByText(names.more, { exact: true }).click();
  await form.getByRole('textbox', { name: 'Organisation' }).fill('org-7');
  await form.getByRole('textbox', { name: 'Project' }).fill('proj-8');
  await form.getByRole('textbox', { name: /^Stop waiting/ }).fill('2');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('from 5 to 3,600');
  await form.getByRole('textbox', { name: /^Stop waiting/ }).fill('5');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();

  form = await openForm(parley);
  await form.getByRole('button', { name: names.addFurtherKey }).press('Enter');
  await page.keyboard.type('sk-second-key-0002');
  await page.keyboard.press('Enter');
  const keys = form.getByRole('list', { name: 'More keys' });
  await expect(keys.getByRole('listitem')).toHaveText('Key ends in 0002');
  await expect(form.getByRole('button', { name: names.addFurtherKey })).toBeFocused();
  await expectBothAccessible(page, 'more of a provider');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // The first key is refused, so the second one is tried, and then used.
  provider.next({ kind: 'error', status: 401, message: 'Invalid key.' });
  provider.script({ kind: 'text', text: 'Welcome.' });
  await ask(page, 'May I?');
  await expect(await answered(page)).toContainText('Welcome.');
  const sent = provider.requestsOf('stream').map(({ headers }) => headers['authorization']);
  expect(sent).toEqual(['Bearer sk-first-key-0001', 'Bearer sk-second-key-0002']);
  expect((await provider.waitForRequest(2)).headers).toMatchObject({
    'openai-organization': 'org-7',
    'openai-project': 'proj-8',
  });
});
