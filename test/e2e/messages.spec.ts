import { expect } from '@playwright/test';
import { names } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

test('the details of an answer and of a refusal are a few keys away', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const details = page.getByRole('dialog', { name: names.detailsOfTheAnswer });
  const open = async (): Promise<void> => {
    const more = controls(page).answers.last().getByRole('button', { name: names.more });
    await more.press('Enter');
    await page.getByRole('menuitem', { name: names.details }).press('Enter');
    await expect(details).toBeFocused();
  };
  provider.next({ kind: 'text', text: 'Calm.', headers: { 'x-request-id': 'req_good' } });
  await ask(page, 'How are you?');
  await answered(page);
  await open();
  await expect(details).toContainText('scripted-1');
  await expect(details).toContainText('None were sent');
  await expect(details).toContainText('req_good');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: names.more }).last()).toBeFocused();
  provider.next({ kind: 'error', status: 401, headers: { 'x-request-id': 'req_bad' } });
  await ask(page, 'And now?');
  await answered(page, 'failed');
  await open();
  await expect(details).toContainText('HTTP 401');
  await expect(details).toContainText('req_bad');
});
